// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON object after the other into maps, each of a bounded size. */
public final class JsonObjects {

    /** Values that one object may hold, at any depth. */
    private static final int MOST_VALUES = 100_000;

    /** Within bounds of depth and length. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(64)
                    .maxStringLength(1 << 20)
                    .maxNameLength(1 << 12)
                    .maxNumberLength(1 << 10)
                    .build())
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private JsonObjects() {}

    /** The object whose start the parser stands at. */
    public static Map<String, @Nullable Object> object(JsonParser json) throws IOException {
        return object(json, new int[1]);
    }

    /** The value the parser stands at: text, List, Map, or null. */
    public static @Nullable Object value(JsonParser json) throws IOException {
        return value(json, new int[1]);
    }

    private static Map<String, @Nullable Object> object(JsonParser json, int[] count) throws IOException {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            object.put(name, value(json, count));
        }
        return object;
    }

    private static List<@Nullable Object> array(JsonParser json, int[] count) throws IOException {
        List<@Nullable Object> array = new ArrayList<>();
        for (JsonToken token = json.nextToken();
                token != JsonToken.END_ARRAY && token != null;
                token = json.nextToken()) {
            array.add(value(json, count));
        }
        return array;
    }

    private static @Nullable Object value(JsonParser json, int[] count) throws IOException {
        if (++count[0] > MOST_VALUES) {
            throw new IOException("an object holds more than " + MOST_VALUES + " values");
        }
        return switch (json.currentToken()) {
            case START_OBJECT -> object(json, count);
            case START_ARRAY -> array(json, count);
            case VALUE_NULL -> null;
            default -> json.getText();
        };
    }
}
