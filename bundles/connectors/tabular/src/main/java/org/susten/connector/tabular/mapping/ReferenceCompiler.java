// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.susten.connector.tabular.value.Kind;
import org.susten.connector.tabular.value.Value;
import org.susten.model.SourceId;

/** Compiles references: to rows of this mapping's own streams, or to rows of another connection. One thread. */
public final class ReferenceCompiler {

    private static final Compiled NOTHING = new Compiled(row -> null, Kind.TEXT, List.of(), null);

    private final Scope scope;
    private final ValueCompiler values;
    private final Map<String, String> own = new LinkedHashMap<>();

    ReferenceCompiler(Scope scope, ValueCompiler values) {
        this.scope = scope;
        this.values = values;
    }

    Compiled compile(JsonNode node, String pointer) {
        if (!node.isObject() || !node.has("ref") || !node.has("key")) {
            scope.problems.add(
                    pointer,
                    "this is not a reference",
                    "write  {ref: children, key: child_id}  or  {ref: {system: …, site: …, stream: …}, key: …}");
            return NOTHING;
        }
        scope.only(node, pointer, "ref", "key");
        JsonNode ref = Objects.requireNonNull(node.get("ref"));
        String system = scope.system;
        String site = scope.site;
        String stream = ref.asText();
        if (ref.isObject()) {
            scope.only(ref, pointer + "/ref", "system", "site", "stream");
            system = ref.path("system").asText();
            site = ref.path("site").asText();
            stream = ref.path("stream").asText();
        } else {
            own.put(pointer + "/ref", stream);
        }
        if (system.isBlank() || site.isBlank() || stream.isBlank()) {
            scope.problems.add(pointer + "/ref", "a reference needs system, site and stream", "add what is missing");
            return NOTHING;
        }
        return id(system, site, stream, Objects.requireNonNull(node.get("key")), pointer + "/key");
    }

    /** The id whose key is made of one or several values; null where one of them is blank. */
    Compiled id(String system, String site, String stream, JsonNode key, String pointer) {
        List<Compiled> parts = values.texts(key, pointer);
        Value text = ValueCompiler.key(parts);
        Value id = text.then(value -> new SourceId(system, site, stream, (String) value));
        return new Compiled(id, Kind.TEXT, ValueCompiler.columns(parts), null);
    }

    /** Tells of every reference to a stream that this mapping does not have. */
    void check(Set<String> streams) {
        own.forEach((pointer, stream) -> {
            if (!streams.contains(stream)) {
                scope.problems.add(
                        pointer,
                        "no row of this mapping is kept as " + stream,
                        "use one of " + String.join(", ", streams));
            }
        });
    }
}
