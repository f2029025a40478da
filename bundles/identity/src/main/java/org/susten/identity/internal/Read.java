// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.susten.identity.matching.Features;

/** Makes features of a row of a run's people. */
final class Read {

    /** What {@link #features} and {@link #role} read. */
    static final String COLUMNS =
            "p.given_name, p.middle_name, p.family_name, p.suffix, p.preferred_name, p.birth_date, p.sex, p.roles::text as roles, p.identifiers, p.phones, p.emails, p.addresses";

    private static final JsonFactory JSON = new JsonFactory();

    private Read() {}

    /** Takes what the row says; what comes of it is worked out by whoever asks. */
    static Supplier<Features> features(ResultSet row, int stream) throws SQLException {
        String given = row.getString("given_name");
        String called = given == null ? row.getString("preferred_name") : given;
        String middle = row.getString("middle_name");
        String suffix = row.getString("suffix");
        String family = row.getString("family_name");
        LocalDate birthDate = row.getObject("birth_date", LocalDate.class);
        String sex = row.getString("sex");
        String phones = row.getString("phones");
        String emails = row.getString("emails");
        String identifiers = row.getString("identifiers");
        String addresses = row.getString("addresses");
        return () -> {
            Features.Builder features = Features.of(source(stream))
                    .given(called)
                    .middle(middle)
                    .suffix(suffix)
                    .family(family)
                    .birthDate(birthDate)
                    .sex(sex);
            texts(phones).forEach(features::phone);
            texts(emails).forEach(features::email);
            for (Map<String, String> identifier : objects(identifiers)) {
                features.identifier(identifier.getOrDefault("system", ""), identifier.get("value"));
            }
            home(objects(addresses), features);
            return features.build();
        };
    }

    /** What the engine calls a stream. */
    static String source(int stream) {
        return "stream " + stream;
    }

    /** The address a person lives at, or the first. */
    private static void home(List<Map<String, String>> addresses, Features.Builder features) {
        addresses.stream()
                .filter(a -> "home".equalsIgnoreCase(a.get("kind")))
                .findFirst()
                .or(() -> addresses.stream().findFirst())
                .ifPresent(a -> features.street(a.get("street"))
                        .extra(a.get("unit"))
                        .city(a.get("city"))
                        .state(a.get("state"))
                        .postalCode(a.get("postalCode")));
    }

    static short role(ResultSet row) throws SQLException {
        String roles = row.getString("roles");
        if (roles == null || roles.equals("{}")) {
            return 0;
        }
        boolean child = roles.contains("student");
        boolean more = !roles.equals("{student}");
        return (short) ((child ? Member.CHILD : 0) | (more ? Member.GROWN_UP : 0));
    }

    private static List<String> texts(@Nullable String json) {
        if (json == null || json.equals("[]")) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                    texts.add(parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return texts;
    }

    private static List<Map<String, String>> objects(@Nullable String json) {
        if (json == null || json.equals("[]")) {
            return List.of();
        }
        List<Map<String, String>> objects = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    objects.add(new HashMap<>());
                } else if (token.isScalarValue() && token != JsonToken.VALUE_NULL && !objects.isEmpty()) {
                    objects.get(objects.size() - 1).put(parser.currentName(), parser.getText());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return objects;
    }
}
