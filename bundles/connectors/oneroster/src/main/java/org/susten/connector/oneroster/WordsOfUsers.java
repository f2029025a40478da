// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Csv;
import org.susten.kit.RowMaker;
import org.susten.model.PersonRole;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/**
 * What is said of users, by a word or several: OneRoster 1.2 says in roles.csv as what somebody is known and where a student is
 * enrolled, and in users.csv in which grade. Ten bytes a user, however many there are.
 */
final class WordsOfUsers {

    private long[] keys = new long[1 << 12];
    private short[] said = new short[1 << 12];
    private int size;
    private final List<String> words = new ArrayList<>(List.of(""));
    private final Map<String, Short> numbers = new HashMap<>();

    WordsOfUsers() {}

    /** The grades of users.csv, for the roles. */
    static WordsOfUsers grades(RosterExport export, String file) {
        WordsOfUsers found = new WordsOfUsers();
        found.read(export, file, "users", List.of("grades"), row -> {
            String grade = row.text("grades");
            if (grade != null) {
                found.put(row.key(), grade);
            }
        });
        return found;
    }

    /** The roles of roles.csv, for the users: with commas between them, a primary one first. */
    static WordsOfUsers roles(RosterExport export, String file) {
        WordsOfUsers found = new WordsOfUsers();
        found.read(export, file, "roles", List.of("status", "userSourcedId", "roleType", "role"), row -> {
            PersonRole role = PersonRole.of(word(row, "role")).orElse(null);
            String user = word(row, "userSourcedId");
            if (role == null || user.isEmpty() || RosterRows.gone(word(row, "status"))) {
                return;
            }
            String before = found.of(user);
            List<String> all = new ArrayList<>(before == null ? List.of() : List.of(before.split(",")));
            boolean primary = word(row, "roleType").equalsIgnoreCase("primary");
            if (primary) {
                all.remove(role.code());
            }
            if (!all.contains(role.code())) {
                all.add(primary ? 0 : all.size(), role.code());
            }
            found.put(user, String.join(",", all));
        });
        return found;
    }

    private static String word(SourceRecord row, String column) {
        return Objects.requireNonNullElse(row.text(column), "");
    }

    private void read(
            RosterExport export, String file, String stream, List<String> columns, Consumer<SourceRecord> each) {
        List<String> expected = new ArrayList<>(columns);
        expected.addAll(List.of("sourcedId", "metadata.*"));
        Csv csv = Csv.standard().expecting(expected);
        try (SourceReader rows = csv.open(export.inlet(), file, Cursor.START, RowMaker.keyed(stream, "sourcedId"))) {
            while (rows.hasNext()) {
                SourceRecord row = rows.next();
                if (!row.key().isEmpty()) {
                    each.accept(row);
                }
            }
        }
    }

    /** What is said of the user, or null. */
    @Nullable
    String of(String user) {
        if (size == 0) {
            return null;
        }
        int slot = slot(keys, hash(user));
        return keys[slot] == 0 ? null : words.get(said[slot]);
    }

    void put(String user, String word) {
        if (word.isEmpty()) {
            return;
        }
        Short number = numbers.get(word);
        if (number == null) {
            if (words.size() == Short.MAX_VALUE) {
                return;
            }
            number = (short) words.size();
            words.add(word);
            numbers.put(word, number);
        }
        long key = hash(user);
        int slot = slot(keys, key);
        size += keys[slot] == 0 ? 1 : 0;
        keys[slot] = key;
        said[slot] = number;
        if (size * 2 > keys.length) {
            grow();
        }
    }

    private void grow() {
        long[] more = new long[keys.length * 2];
        short[] moreSaid = new short[more.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                int slot = slot(more, keys[i]);
                more[slot] = keys[i];
                moreSaid[slot] = said[i];
            }
        }
        keys = more;
        said = moreSaid;
    }

    private static int slot(long[] keys, long key) {
        int slot = (int) (key >>> 20) & (keys.length - 1);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }

    /** 64 bits of SHA-256: two of a million users share them once in ten million exports. */
    private static long hash(String user) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(user.getBytes(StandardCharsets.UTF_8));
            long hash = ByteBuffer.wrap(digest).getLong();
            return hash == 0 ? 1 : hash;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
