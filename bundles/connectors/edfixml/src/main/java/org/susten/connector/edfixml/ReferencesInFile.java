// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfixml;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.connector.edfixml.Survey.Interchange;
import org.susten.edfi.Names;
import org.susten.edfi.NaturalKey;
import org.susten.edfi.Streams;
import org.susten.edfi.Version;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * What the ids of one file stand for. Some versions write {@code <ContactReference ref="C1"/>} instead of the contact's key, forward
 * and backward within a file; so the keys of elements with ids are looked up before its rows are read.
 */
final class ReferencesInFile {

    private static final int MOST = 2_000_000;

    /** A file in which nothing has an id. */
    static final ReferencesInFile NONE = new ReferencesInFile(Map.of());

    private final Map<String, String> keys;

    private ReferencesInFile(Map<String, String> keys) {
        this.keys = keys;
    }

    /** Of a file that breaks off, the ids before the break; the survey has said that it does. */
    static ReferencesInFile of(Interchange interchange) {
        if (!interchange.ids()) {
            return NONE;
        }
        Map<String, String> keys = new HashMap<>();
        Names names = new Names();
        try (var xml = interchange.source().open()) {
            while (xml.advance()) {
                String id = xml.attribute("id");
                NaturalKey key = id == null ? null : Streams.keyOf(Names.plain(xml.name()));
                if (id != null && key != null) {
                    Map<String, @Nullable Object> values = xml.read(names);
                    boolean first = names.wereFirst();
                    Version said = interchange.version();
                    Version version = said != null ? said : first ? Version.ONE : Version.THREE;
                    keys.merge(id, key.of(values, version), ReferencesInFile::same);
                    if (keys.size() > MOST) {
                        throw new ConnectorException(
                                Kind.BROKEN,
                                interchange.source().label() + " has more than " + MOST
                                        + " elements with ids; ask for it in several files, or with keys instead of ids");
                    }
                }
            }
        } catch (IOException e) {
            return new ReferencesInFile(keys);
        }
        return new ReferencesInFile(keys);
    }

    /** An id that several things have stands for none of them: a child must not get what is another's. */
    private static String same(String one, String other) {
        return one.equals(other) ? one : "";
    }

    /** Writes the keys into a row's references. */
    void resolve(Map<String, @Nullable Object> values) {
        if (!keys.isEmpty()) {
            visit(values);
        }
    }

    private void visit(@Nullable Object value) {
        if (value instanceof List<?> list) {
            list.forEach(this::visit);
        } else if (value instanceof Map<?, ?> map) {
            String key = map.get("@ref") instanceof String ref ? keys.get(ref) : null;
            if (key != null && !key.isEmpty()) {
                @SuppressWarnings("unchecked")
                Map<String, @Nullable Object> reference = (Map<String, @Nullable Object>) map;
                reference.put(Streams.KEY, key);
            } else {
                map.values().forEach(this::visit);
            }
        }
    }
}
