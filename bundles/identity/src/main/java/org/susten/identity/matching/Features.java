// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One person as one source sees them, normalised for comparison, in a compact byte form that can be stored as it is: a version, the
 * source, then field, length and value of each known field. Immutable; prints nothing personal.
 */
public final class Features {

    private static final byte VERSION = 1;

    /** So many bytes of a value are kept. */
    private static final int LONGEST = 120;

    /** Bytes before the first field. */
    static final int HEADER = 5;

    private final byte[] bytes;

    private Features(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Begins features of a source, for example a connection's stream: records of one source know each other apart. */
    public static Builder of(String source) {
        return new Builder(source);
    }

    /**
     * Reads the stored form.
     *
     * @throws IllegalArgumentException where it is of another version: make the features anew from the record
     */
    public static Features of(byte[] stored) {
        if (stored.length < HEADER || stored[0] != VERSION) {
            throw new IllegalArgumentException("features of another version: make them anew from their records");
        }
        return new Features(stored.clone());
    }

    /** The stored form. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The stored form, not copied. */
    byte[] raw() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Features features && Arrays.equals(bytes, features.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "features of " + bytes.length + " bytes";
    }

    /** Takes values as the source wrote them; null, blank and placeholder values count as unknown. For one thread. */
    public static final class Builder {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);
        private final int[] count = new int[Field.ALL.length];
        private String given = "";
        private String family = "";
        private String suffix = "";
        private String number = "";
        private String street = "";

        private Builder(String source) {
            byte[] name = Text.bytes(source);
            int id = (int) Hash.of(name, 0, name.length);
            out.write(VERSION);
            for (int shift = 24; shift >= 0; shift -= 8) {
                out.write(id >>> shift);
            }
        }

        /** Given name; several words may stand in it. */
        public Builder given(@Nullable String value) {
            given = value == null ? "" : Names.given(value);
            return this;
        }

        /** Middle name or initial. */
        public Builder middle(@Nullable String value) {
            return put(Field.MIDDLE, value == null ? "" : Names.known(Text.words(value)));
        }

        /** Surname; several words or a hyphen may stand in it, and a suffix at its end. */
        public Builder family(@Nullable String value) {
            String words = value == null ? "" : Names.known(Text.words(value));
            int last = words.lastIndexOf(' ');
            String ending = last < 0 ? "" : Names.suffix(words.substring(last + 1));
            family = ending.isEmpty() ? words : words.substring(0, last);
            suffix = suffix.isEmpty() ? ending : suffix;
            return this;
        }

        /** Jr, Sr, II, III, IV. */
        public Builder suffix(@Nullable String value) {
            suffix = value == null || value.isBlank() ? suffix : Names.suffix(Text.solid(value));
            return this;
        }

        /** Date of birth. */
        public Builder birthDate(@Nullable LocalDate value) {
            return birthDate(value == null ? 0 : BirthDates.of(value));
        }

        /** Date of birth as {@link BirthDates} packs it; 0 where unknown. */
        public Builder birthDate(int packed) {
            if (!BirthDates.placeholder(packed)) {
                out.write(Field.BIRTH_DATE.ordinal());
                out.write(4);
                for (int shift = 24; shift >= 0; shift -= 8) {
                    out.write(packed >>> shift);
                }
            }
            return this;
        }

        /** Sex: only the first letter counts, and only f and m. */
        public Builder sex(@Nullable String value) {
            char first = value == null || value.isBlank()
                    ? ' '
                    : Character.toLowerCase(value.strip().charAt(0));
            return first == 'f' || first == 'm' ? put(Field.SEX, String.valueOf(first)) : this;
        }

        /** House number, where the source keeps it apart from the street. */
        public Builder houseNumber(@Nullable String value) {
            number = value == null ? number : Text.solid(value);
            return this;
        }

        /** Street; a leading house number is taken apart where none is given. */
        public Builder street(@Nullable String value) {
            street = value == null ? "" : Text.words(value);
            return this;
        }

        /** Second line of the address, or the unit. */
        public Builder extra(@Nullable String value) {
            return put(Field.EXTRA, value == null ? "" : Text.words(value));
        }

        /** City or suburb. */
        public Builder city(@Nullable String value) {
            return put(Field.CITY, value == null ? "" : Text.words(value));
        }

        /** State or province. */
        public Builder state(@Nullable String value) {
            return put(Field.STATE, value == null ? "" : Text.words(value));
        }

        /** Postal code; of a ZIP+4 the first five digits. */
        public Builder postalCode(@Nullable String value) {
            String solid = value == null ? "" : Text.solid(value);
            boolean plusFour = solid.length() == 9 && Text.digits(solid).length() == 9;
            return put(Field.POSTAL_CODE, plusFour ? solid.substring(0, 5) : solid);
        }

        /** A telephone number, with or without country code 1. */
        public Builder phone(@Nullable String value) {
            String digits = value == null ? "" : Text.digits(value);
            if (digits.length() == 11 && digits.charAt(0) == '1') {
                digits = digits.substring(1);
            }
            return digits.length() < 6 || Names.allSame(digits) ? this : put(Field.PHONE, digits);
        }

        /** An e-mail address. */
        public Builder email(@Nullable String value) {
            String text = value == null ? "" : value.strip().toLowerCase(java.util.Locale.ROOT);
            return put(Field.EMAIL, text.length() < 5 ? "" : text);
        }

        /** The full name of a parent or guardian. */
        public Builder guardian(@Nullable String value) {
            return put(Field.GUARDIAN, value == null ? "" : Names.known(Text.words(value)));
        }

        /** An identifier of a numbering system, for example the state's student id. */
        public Builder identifier(String system, @Nullable String value) {
            String solid = value == null ? "" : Names.known(Text.solid(value));
            if (solid.length() < 3 || Names.allSame(solid)) {
                return this;
            }
            byte[] name = Text.bytes(system);
            int id = (int) Hash.of(name, 0, name.length);
            byte[] content = Text.bytes(solid);
            if (content.length > LONGEST - 4) {
                // Cut off, two would be one that differ only near their ends.
                content = Text.bytes(Long.toHexString(Hash.of(content, 0, content.length)));
            }
            byte[] both = new byte[4 + content.length];
            for (int i = 0; i < 4; i++) {
                both[i] = (byte) (id >>> 24 - 8 * i);
            }
            System.arraycopy(content, 0, both, 4, content.length);
            return put(Field.IDENTIFIER, both);
        }

        private Builder put(Field field, String value) {
            return value.isEmpty() ? this : put(field, Text.bytes(value));
        }

        private Builder put(Field field, byte[] value) {
            if (count[field.ordinal()]++ < field.most()) {
                int length = Math.min(value.length, LONGEST);
                out.write(field.ordinal());
                out.write(length);
                out.write(value, 0, length);
            }
            return this;
        }

        /** The features. */
        public Features build() {
            put(Field.GIVEN, given);
            put(Field.FAMILY, family);
            put(Field.SUFFIX, suffix);
            if (number.isEmpty()) {
                int space = street.indexOf(' ');
                if (space > 0 && Character.isDigit(street.charAt(0))) {
                    number = street.substring(0, space);
                    street = street.substring(space + 1);
                }
            }
            put(Field.HOUSE_NUMBER, number);
            put(Field.STREET, street);
            return new Features(out.toByteArray());
        }
    }
}
