// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import java.util.List;

/**
 * Names that go together. The label is for tests that ask whether linking treats every group's names equally well.
 *
 * @param label lower case, for example {@code hispanic}
 * @param weight how many of every hundred households
 * @param female given names
 * @param male given names
 * @param family surnames, frequent ones first
 * @param compound share of children who carry two surnames
 */
record Origin(String label, int weight, List<String> female, List<String> male, List<String> family, double compound) {

    List<String> given(boolean isFemale) {
        return isFemale ? female : male;
    }
}
