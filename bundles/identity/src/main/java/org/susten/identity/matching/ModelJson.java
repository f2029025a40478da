// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** A model as JSON: shares under the comparisons' names, hashes as numbers. */
final class ModelJson {

    private static final int FORMAT = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private ModelJson() {}

    static String write(Model model) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeNumberField("format", FORMAT);
            json.writeNumberField("people", model.people());
            Priors priors = model.priors();
            json.writeFieldName("priors");
            json.writeArray(
                    new double[] {
                        priors.sameWithin(), priors.sameAcross(), priors.householdWithin(), priors.householdAcross()
                    },
                    0,
                    4);
            shares(json, "same", model.same());
            shares(json, "household", model.household());
            shares(json, "random", model.random());
            json.writeObjectFieldStart("frequencies");
            for (Field field : Field.ALL) {
                frequencies(json, field, model.frequencies(field));
            }
            json.writeEndObject();
            json.writeFieldName("placeholders");
            long[] entries = model.placeholders().entries();
            json.writeArray(entries, 0, entries.length);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void shares(JsonGenerator json, String name, double[][] shares) throws IOException {
        json.writeObjectFieldStart(name);
        for (Comparison comparison : Comparison.ALL) {
            json.writeFieldName(comparison.name());
            json.writeArray(shares[comparison.ordinal()], 0, comparison.levels());
        }
        json.writeEndObject();
    }

    private static void frequencies(JsonGenerator json, Field field, Frequencies frequencies) throws IOException {
        long[] hashes = frequencies.hashes();
        if (hashes.length == 0 && frequencies.rare() == 0) {
            return;
        }
        json.writeFieldName(field.name());
        json.writeStartArray();
        json.writeNumber(frequencies.rare());
        float[] bits = frequencies.bits();
        for (int i = 0; i < hashes.length; i++) {
            json.writeNumber(hashes[i]);
            json.writeNumber(bits[i]);
        }
        json.writeEndArray();
    }

    static Model read(String text) {
        Map<String, double[][]> shares = new HashMap<>();
        Map<Field, Frequencies> frequencies = new EnumMap<>(Field.class);
        double[] priors = new double[4];
        long[] placeholders = new long[0];
        long people = 0;
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "format" -> {
                        if (json.getIntValue() != FORMAT) {
                            throw new IllegalArgumentException("a model of another format: learn it anew");
                        }
                    }
                    case "people" -> people = json.getLongValue();
                    case "priors" -> priors = doubles(json);
                    case "same", "household", "random" -> shares.put(name, shares(json));
                    case "frequencies" -> frequencies(json, frequencies);
                    case "placeholders" -> placeholders = Numbers.longs(json);
                    default -> json.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("no model, or a damaged one: learn it anew", e);
        }
        return new Model(
                part(shares, "same"),
                part(shares, "household"),
                part(shares, "random"),
                new Priors(priors[0], priors[1], priors[2], priors[3]),
                frequencies,
                new Placeholders(placeholders),
                people);
    }

    private static double[][] part(Map<String, double[][]> shares, String name) {
        double[][] part = shares.get(name);
        if (part == null) {
            throw new IllegalArgumentException("a model without " + name + ": learn it anew");
        }
        return part;
    }

    private static double[][] shares(JsonParser json) throws IOException {
        double[][] shares = new double[Comparison.ALL.length][];
        for (Comparison comparison : Comparison.ALL) {
            shares[comparison.ordinal()] = comparison.random();
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            Comparison comparison = Comparison.valueOf(json.currentName());
            json.nextToken();
            shares[comparison.ordinal()] = doubles(json);
        }
        return shares;
    }

    private static double[] doubles(JsonParser json) throws IOException {
        double[] values = new double[16];
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            values[size++] = json.getDoubleValue();
        }
        return java.util.Arrays.copyOf(values, size);
    }

    private static void frequencies(JsonParser json, Map<Field, Frequencies> into) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            Field field = Field.valueOf(json.currentName());
            json.nextToken();
            into.put(field, Numbers.frequencies(json));
        }
    }

    /** Long arrays of a stream. */
    private static final class Numbers {

        static long[] longs(JsonParser json) throws IOException {
            long[] values = new long[16];
            int size = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                values = size == values.length ? java.util.Arrays.copyOf(values, size * 2) : values;
                values[size++] = json.getLongValue();
            }
            return java.util.Arrays.copyOf(values, size);
        }

        static Frequencies frequencies(JsonParser json) throws IOException {
            json.nextToken();
            float rare = json.getFloatValue();
            long[] hashes = new long[16];
            float[] bits = new float[16];
            int size = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (size == hashes.length) {
                    hashes = java.util.Arrays.copyOf(hashes, size * 2);
                    bits = java.util.Arrays.copyOf(bits, size * 2);
                }
                hashes[size] = json.getLongValue();
                json.nextToken();
                bits[size++] = json.getFloatValue();
            }
            return new Frequencies(java.util.Arrays.copyOf(hashes, size), java.util.Arrays.copyOf(bits, size), rare);
        }
    }
}
