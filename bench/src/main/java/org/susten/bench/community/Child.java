// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One invented child, as they really are; sources write down what they make of it.
 *
 * @param index who it is, from 0; the truth names it {@code P<index>}
 * @param household where the child lives
 * @param origin label of the names' origin
 * @param given given name
 * @param middle middle name; null where there is none
 * @param family surname, of one or two parts
 * @param formerFamily the surname before it changed; null where it never did
 * @param nickname what friends say; null where they say the given name
 * @param birthDate day of birth
 * @param female sex
 * @param grade from 0, kindergarten, to 12
 */
public record Child(
        int index,
        int household,
        String origin,
        String given,
        @Nullable String middle,
        String family,
        @Nullable String formerFamily,
        @Nullable String nickname,
        LocalDate birthDate,
        boolean female,
        int grade) {

    /** The name under which the truth knows the child. */
    public String person() {
        return "P" + index;
    }

    /** The grade in the codes of OneRoster and CEDS. */
    public String gradeCode() {
        return gradeCode(grade);
    }

    static String gradeCode(int grade) {
        return grade == 0 ? "KG" : grade < 10 ? "0" + grade : Integer.toString(grade);
    }

    /** The person only; invented, but tests look for names where none may be. */
    @Override
    public String toString() {
        return person();
    }
}
