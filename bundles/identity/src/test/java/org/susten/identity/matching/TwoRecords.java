// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Records of invented people, compared by what holds before anything is learnt. */
final class TwoRecords {

    private TwoRecords() {}

    /** A child as a source has it; changed, another source's or another child's record. */
    static Child child(String source) {
        return new Child(source);
    }

    /** The whole reckoning of two records. */
    static Score score(Features a, Features b) {
        Table table = new Table(4);
        return new Scorer(table, Model.initial()).explain(table.add(a), table.add(b));
    }

    static double bits(Features a, Features b) {
        return score(a, b).bits();
    }

    /** Takes changes; the last one counts. */
    static final class Child {
        private final String source;
        private @Nullable String given = "Wilhelmina";
        private @Nullable String middle;
        private String family = "Aldersey";
        private String suffix = "";
        private String sex = "F";
        private @Nullable LocalDate born = LocalDate.of(2014, 3, 5);
        private @Nullable String street = "12 Foxglove Row";
        private @Nullable String extra;
        private @Nullable String city = "Northmere";
        private @Nullable String postalCode = "04017";
        private @Nullable String phone = "555-010-1234";
        private @Nullable String number;

        private Child(String source) {
            this.source = source;
        }

        Child given(@Nullable String value) {
            given = value;
            return this;
        }

        Child middle(String value) {
            middle = value;
            return this;
        }

        Child family(String value) {
            family = value;
            return this;
        }

        Child suffix(String value) {
            suffix = value;
            return this;
        }

        Child sex(String value) {
            sex = value;
            return this;
        }

        /** Year 0: unknown. */
        Child born(int year, int month, int day) {
            born = year == 0 ? null : LocalDate.of(year, month, day);
            return this;
        }

        Child street(@Nullable String value) {
            street = value;
            return this;
        }

        Child extra(String value) {
            extra = value;
            return this;
        }

        Child city(@Nullable String value) {
            city = value;
            return this;
        }

        Child postalCode(@Nullable String value) {
            postalCode = value;
            return this;
        }

        Child phone(@Nullable String value) {
            phone = value;
            return this;
        }

        /** Of the state. */
        Child number(String value) {
            number = value;
            return this;
        }

        Features build() {
            Features.Builder features = Features.of(source)
                    .given(given)
                    .middle(middle)
                    .family(family)
                    .suffix(suffix)
                    .birthDate(born)
                    .sex(sex)
                    .street(street)
                    .extra(extra)
                    .city(city)
                    .postalCode(postalCode)
                    .phone(phone);
            return (number == null ? features : features.identifier("state", number)).build();
        }
    }
}
