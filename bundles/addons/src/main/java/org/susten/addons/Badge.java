// SPDX-License-Identifier: Apache-2.0
package org.susten.addons;

import java.util.List;

/**
 * What the author of an add-on says, under the signature, of the contract of connectors: which of them passed it. The author's word;
 * the hub runs none of these tests.
 *
 * @param passed one for each class of tests, by the connector's name; empty where there is no badge
 * @param none why there is no badge; empty where there is one
 */
public record Badge(List<Passed> passed, String none) {

    /**
     * One class of tests that passed whole.
     *
     * @param system the connector's name, as its catalogue says it
     * @param connector name of the connector's class
     * @param test name of the class of tests
     * @param contract version of the contract
     * @param claims ids of what was proved, as {@code C-04}
     * @param tests how many tests that were
     */
    public record Passed(
            String system, String connector, String test, String contract, List<String> claims, int tests) {}

    /** Keeps its own copy. */
    public Badge {
        passed = List.copyOf(passed);
    }
}
