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
import org.jspecify.annotations.Nullable;
import org.susten.kit.Csv;
import org.susten.kit.RowMaker;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/**
 * The grades of an export's users, for its roles: OneRoster 1.2 says in one file where a student is enrolled and in another
 * in which grade. Twelve bytes a user, however many there are.
 */
final class GradesOfUsers {

    private long[] keys = new long[1 << 12];
    private short[] grades = new short[1 << 12];
    private int size;
    private final List<String> words = new ArrayList<>(List.of(""));
    private final Map<String, Short> numbers = new HashMap<>();

    private GradesOfUsers() {}

    /** Reads users.csv once, for two of its columns. */
    static GradesOfUsers read(RosterExport export, String file) {
        GradesOfUsers grades = new GradesOfUsers();
        Csv csv = Csv.standard().expecting(List.of("sourcedId", "grades", "metadata.*"));
        try (SourceReader rows = csv.open(export.inlet(), file, Cursor.START, RowMaker.keyed("users", "sourcedId"))) {
            while (rows.hasNext()) {
                SourceRecord row = rows.next();
                String grade = row.text("grades");
                if (grade != null && !row.key().isEmpty()) {
                    grades.put(row.key(), grade);
                }
            }
        }
        return grades;
    }

    /** The user's grades as their row says them, or null. */
    @Nullable
    String of(String user) {
        int slot = slot(keys, hash(user));
        return keys[slot] == 0 ? null : words.get(grades[slot]);
    }

    private void put(String user, String grade) {
        Short number = numbers.get(grade);
        if (number == null) {
            if (words.size() == Short.MAX_VALUE) {
                return;
            }
            number = (short) words.size();
            words.add(grade);
            numbers.put(grade, number);
        }
        long key = hash(user);
        int slot = slot(keys, key);
        size += keys[slot] == 0 ? 1 : 0;
        keys[slot] = key;
        grades[slot] = number;
        if (size * 2 > keys.length) {
            grow();
        }
    }

    private void grow() {
        long[] more = new long[keys.length * 2];
        short[] moreGrades = new short[more.length];
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0) {
                int slot = slot(more, keys[i]);
                more[slot] = keys[i];
                moreGrades[slot] = grades[i];
            }
        }
        keys = more;
        grades = moreGrades;
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
