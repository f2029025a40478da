// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.value.Codes;
import org.susten.model.Entity;
import org.susten.model.SourceId;

/** Entities as golden rows write them: only what is there, codes for options, {@code stream/key} for own rows. Stateless. */
final class Rendering {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Rendering() {}

    static ObjectNode of(Entity entity, String site) {
        ObjectNode object = fields((Record) entity, site);
        object.put("entity", entity.getClass().getSimpleName());
        return object;
    }

    private static ObjectNode fields(Record whole, String site) {
        ObjectNode object = JSON.objectNode();
        for (RecordComponent component : whole.getClass().getRecordComponents()) {
            JsonNode value = value(read(component, whole), site);
            if (!value.isMissingNode()) {
                object.set(component.getName(), value);
            }
        }
        return object;
    }

    private static @Nullable Object read(RecordComponent component, Record whole) {
        try {
            return component.getAccessor().invoke(whole);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component.getName() + " cannot be read", e);
        }
    }

    private static JsonNode value(@Nullable Object value, String site) {
        if (value == null) {
            return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
        }
        if (value instanceof SourceId id) {
            boolean own = id.system().equals(TabularConnector.ID) && id.site().equals(site);
            String at = id.stream() + '/' + id.key();
            return JSON.textNode(own ? at : id.system() + '/' + id.site() + '/' + at);
        }
        if (value instanceof Enum<?> option) {
            return JSON.textNode(Codes.code(option));
        }
        if (value instanceof Record part) {
            return fields(part, site);
        }
        if (value instanceof Collection<?> many) {
            ArrayNode array = JSON.arrayNode();
            many.forEach(one -> array.add(value(one, site)));
            return array.isEmpty() ? com.fasterxml.jackson.databind.node.MissingNode.getInstance() : array;
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = JSON.objectNode();
            map.forEach((name, one) -> object.set(String.valueOf(name), value(one, site)));
            return object.isEmpty() ? com.fasterxml.jackson.databind.node.MissingNode.getInstance() : object;
        }
        return JSON.textNode(value.toString());
    }

    /** Whether two values say the same: numbers as they are written, lists in any order. */
    static boolean same(JsonNode a, JsonNode b) {
        if (a.isObject() && b.isObject() && a.size() == b.size()) {
            boolean same = true;
            for (Map.Entry<String, JsonNode> field : a.properties()) {
                same &= b.has(field.getKey()) && same(field.getValue(), b.path(field.getKey()));
            }
            return same;
        }
        if (a.isArray() && b.isArray() && a.size() == b.size()) {
            List<JsonNode> left = new ArrayList<>();
            b.forEach(left::add);
            for (JsonNode one : a) {
                if (!removeSame(left, one)) {
                    return false;
                }
            }
            return true;
        }
        return a.isValueNode() && b.isValueNode() && a.asText().equals(b.asText());
    }

    private static boolean removeSame(List<JsonNode> from, JsonNode wanted) {
        for (int i = 0; i < from.size(); i++) {
            if (same(from.get(i), wanted)) {
                from.remove(i);
                return true;
            }
        }
        return false;
    }
}
