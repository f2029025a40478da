// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

/**
 * How often a source that is not the district's writes something about a child in its own way; each from 0 to 1.
 *
 * @param typo a slip of the keyboard in the given name, and as often in the family name
 * @param birthDate day and month changed over, digits transposed, or a year off
 * @param missing birth date left blank, and as often sex
 * @param idKnown the child's number in the other system is recorded at all
 * @param mistypedId two digits of a recorded number are transposed
 * @param nickname the child goes by a nickname
 * @param formerName the surname the family had before is recorded, or one half of a compound one
 * @param formerAddress the address before the last move is recorded
 */
public record ErrorRates(
        double typo,
        double birthDate,
        double missing,
        double idKnown,
        double mistypedId,
        double nickname,
        double formerName,
        double formerAddress) {

    /** What a busy program's front desk produces. */
    public static final ErrorRates USUAL = new ErrorRates(0.04, 0.02, 0.02, 0.80, 0.03, 0.12, 0.06, 0.10);

    /** No mistakes; every number known. */
    public static final ErrorRates NONE = new ErrorRates(0, 0, 0, 1, 0, 0, 0, 0);
}
