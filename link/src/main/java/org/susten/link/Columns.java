// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.susten.identity.matching.BirthDates;
import org.susten.identity.matching.Features;

/** The mapping's columns in one file, by position, and how many birth dates were none. Safe for several threads. */
final class Columns {

    private static final int NONE = -1;

    private final Path file;
    private final Path mapping;
    private final Map<String, Integer> positions = new HashMap<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> formats;
    private final int key;
    private final int[] source;
    private final int given;
    private final int middle;
    private final int family;
    private final int suffix;
    private final int sex;
    private final int birthDate;
    private final int number;
    private final int street;
    private final int extra;
    private final int city;
    private final int state;
    private final int postalCode;
    private final int[] phones;
    private final int[] emails;
    private final int[] guardians;
    private final String[] systems;
    private final int[] identifiers;
    private final LongAdder dates = new LongAdder();
    private final LongAdder unread = new LongAdder();

    Columns(Path file, List<String> header, Mapping mapping) {
        this.file = file;
        this.mapping = mapping.file();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i).strip();
            names.add(name);
            positions.putIfAbsent(name, i);
        }
        formats = mapping.formats();
        key = optional(mapping.key());
        source = positions(mapping.source());
        given = part(mapping, "given");
        middle = part(mapping, "middle");
        family = part(mapping, "family");
        suffix = part(mapping, "suffix");
        sex = part(mapping, "sex");
        birthDate = optional(mapping.birthDate());
        number = part(mapping, "number");
        street = part(mapping, "street");
        extra = part(mapping, "extra");
        city = part(mapping, "city");
        state = part(mapping, "state");
        postalCode = part(mapping, "postalCode");
        phones = positions(mapping.phones());
        emails = positions(mapping.emails());
        guardians = positions(mapping.guardians());
        systems = mapping.identifiers().keySet().toArray(String[]::new);
        identifiers = positions(List.copyOf(mapping.identifiers().values()));
    }

    private int position(String name) {
        return position(name, "which " + mapping + " names: correct the mapping, or give the file that it is for");
    }

    /** Where the column of {@code --truth} stands. */
    int truth(String name) {
        return position(name, "which --truth names");
    }

    private int position(String name, String namedBy) {
        Integer position = positions.get(name);
        if (position == null) {
            throw new UsageException(
                    file + " has no column " + name + ", " + namedBy + "; its columns are " + String.join(", ", names));
        }
        return position;
    }

    private int optional(@Nullable String name) {
        return name == null ? NONE : position(name);
    }

    private int part(Mapping mapping, String part) {
        return optional(mapping.columns().get(part));
    }

    private int[] positions(List<String> columns) {
        return columns.stream().mapToInt(this::position).toArray();
    }

    /** The record's name in results; empty where the mapping names no key. */
    String key(String[] row) {
        return key == NONE ? "" : text(row, key).strip();
    }

    /** The source's name: the file's, then the values that tell its sources apart. */
    String source(String[] row) {
        if (source.length == 0) {
            return file.toString();
        }
        StringBuilder name = new StringBuilder(file.toString());
        for (int column : source) {
            name.append('/').append(text(row, column));
        }
        return name.toString();
    }

    Features features(String[] row) {
        Features.Builder features = Features.of(source(row))
                .given(text(row, given))
                .middle(text(row, middle))
                .family(text(row, family))
                .suffix(text(row, suffix))
                .sex(text(row, sex))
                .birthDate(birthDate(text(row, birthDate)))
                .houseNumber(text(row, number))
                .street(text(row, street))
                .extra(text(row, extra))
                .city(text(row, city))
                .state(text(row, state))
                .postalCode(text(row, postalCode));
        for (int column : phones) {
            features.phone(text(row, column));
        }
        for (int column : emails) {
            features.email(text(row, column));
        }
        for (int column : guardians) {
            features.guardian(text(row, column));
        }
        for (int i = 0; i < identifiers.length; i++) {
            features.identifier(systems[i], text(row, identifiers[i]));
        }
        return features.build();
    }

    private int birthDate(String text) {
        if (text.isBlank()) {
            return 0;
        }
        dates.increment();
        for (String format : formats) {
            int date = BirthDates.parse(text, format);
            if (date != 0) {
                return date;
            }
        }
        unread.increment();
        return 0;
    }

    /** A sentence about the birth dates that are none, where there are any. */
    Optional<String> unreadDates() {
        return unread.sum() == 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%,d of %,d birth dates of %s are no dates of the form %s, and count for nothing: see"
                                + " birthDate.formats in %s",
                        unread.sum(),
                        dates.sum(),
                        file,
                        String.join(" or ", formats),
                        mapping));
    }

    private static String text(String[] row, int column) {
        return column < 0 || column >= row.length ? "" : row[column];
    }
}
