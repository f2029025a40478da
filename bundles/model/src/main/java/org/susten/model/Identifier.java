// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

/**
 * A number or code by which a system knows a person or an organization.
 *
 * @param system who issued it, in lower camel case: {@code stateStudentId}, {@code districtId}, {@code headStartId}, {@code nces}; local systems add their site: {@code districtId:riverside}
 * @param value the value, as written, without surrounding space
 */
public record Identifier(String system, String value) {

    /** The system only; the value may be a person's number. */
    @Override
    public String toString() {
        return "Identifier[" + system + "]";
    }
}
