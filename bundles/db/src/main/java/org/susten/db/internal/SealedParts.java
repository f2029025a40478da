// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What of a database and its files stands under a seal, by the views {@code sealed_v1} of its schemas; and the bytes of it. */
final class SealedParts {

    /**
     * Where they begin in a backup: {@code sealed/<seal>/tables/<table>} and {@code sealed/<seal>/files/<file>}; rows under several seals
     * in {@code sealed/<seal>+<seal>/tables/<table>}.
     */
    static final String PLACE = "sealed/";

    static final String AND = "+";

    private static final byte[] CONTEXT = "susten seal 1".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, Map<String, List<String>>> tables = new TreeMap<>();
    private final Map<String, String> paths = new TreeMap<>();

    private SealedParts() {}

    static SealedParts of(Connection connection) throws SQLException {
        SealedParts parts = new SealedParts();
        for (String view : Catalog.sealed(connection)) {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select seal, relation, condition, path from " + view + " order by 1, 2, 3, 4")) {
                while (row.next()) {
                    String relation = row.getString(2);
                    if (relation == null) {
                        parts.paths.put(row.getString(4), row.getString(1));
                    } else {
                        parts.tables
                                .computeIfAbsent(relation, r -> new TreeMap<>())
                                .computeIfAbsent(row.getString(1), s -> new ArrayList<>())
                                .add('(' + row.getString(3) + ')');
                    }
                }
            }
        }
        return parts;
    }

    /** Conditions of a table's rows that stand under a seal, by seal. */
    Map<String, String> conditions(String table) {
        Map<String, String> conditions = new TreeMap<>();
        tables.getOrDefault(table, Map.of()).forEach((seal, all) -> conditions.put(seal, String.join(" or ", all)));
        return conditions;
    }

    /** Each seal by itself, and those that are on one row together. {@code conditions}: by seal. */
    static Set<Set<String>> together(Connection connection, String table, Map<String, String> conditions)
            throws SQLException {
        Set<Set<String>> all = new LinkedHashSet<>();
        conditions.keySet().forEach(seal -> all.add(Set.of(seal)));
        if (conditions.size() > 1) {
            String seals = conditions.entrySet().stream()
                    .map(under -> "case when " + under.getValue() + " then '"
                            + under.getKey().replace("'", "''") + "' end")
                    .collect(Collectors.joining(", ", "array_remove(array[", "], null)"));
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select distinct s from (select " + seals + " s from "
                            + table + ") t where cardinality(s) > 1 order by 1")) {
                while (row.next()) {
                    all.add(new LinkedHashSet<>(
                            List.of((String[]) row.getArray(1).getArray())));
                }
            }
        }
        return all;
    }

    /** What is true of rows under all of these seals, and under no other. */
    static String under(Set<String> seals, Map<String, String> conditions) {
        return conditions.entrySet().stream()
                .map(each -> "(" + each.getValue() + ") is " + (seals.contains(each.getKey()) ? "true" : "not true"))
                .collect(Collectors.joining(" and "));
    }

    /** The seal of a file by its own name or its folder; empty text for none. */
    String seal(String file) {
        int slash = file.lastIndexOf('/');
        String folder = slash < 0 ? "" : paths.getOrDefault(file.substring(0, slash), "");
        return paths.getOrDefault(file, folder);
    }

    /** Packs and encrypts; closing it ends the part and leaves what is written to open. */
    static OutputStream sealing(AesGcmHkdfStreaming cipher, OutputStream out) throws IOException {
        try {
            OutputStream open = new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                }

                @Override
                public void close() throws IOException {
                    flush();
                }
            };
            return new BufferedOutputStream(new GZIPOutputStream(cipher.newEncryptingStream(open, CONTEXT)), 1 << 16);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot encrypt", e);
        }
    }

    /** What was sealed. */
    static InputStream opening(AesGcmHkdfStreaming cipher, InputStream in) throws IOException {
        try {
            return new GZIPInputStream(cipher.newDecryptingStream(in, CONTEXT));
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot decrypt", e);
        }
    }
}
