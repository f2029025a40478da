// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Login;
import org.susten.kit.http.OAuth2;
import org.susten.kit.http.Pending;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;

/** An Ed-Fi API: where its parts are, and who may ask them. Safe for several threads. */
final class EdFiService {

    /** Addresses of the API's parts, and the login that its address for tokens makes. */
    private record Parts(Discovery said, Login login) {

        private String data() {
            return said.data();
        }
    }

    private final EdFiConnector.Config config;
    private volatile @Nullable Parts known;

    EdFiService(EdFiConnector.Config config) {
        this.config = config;
        if (config.clientId().isBlank() || config.clientSecret().isBlank()) {
            throw new ConnectorException(
                    Kind.CONFIG, "clientId must be the client's key, and clientSecret the name of its secret");
        }
        if (config.pageSize() < 1 || config.pageSize() > 10_000 || config.fullEveryDays() < 0) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "pageSize must be 1 to 10000 rows, and fullEveryDays a number of days, 0 for each time");
        }
    }

    /** Proves that the API is there, gives a token and lets schools be read. */
    void check(Context context) {
        known = null;
        try {
            data(context).get(Ask.get("ed-fi/schools").with("limit", "1"));
        } catch (ConnectorException e) {
            Parts parts = known;
            boolean told = e.kind() == Kind.CONFIG || e.kind() == Kind.ACCESS;
            if (told && parts != null && !parts.said().documented()) {
                throw new ConnectorException(
                        e.kind(),
                        "there is no discovery document at " + config.baseUrl().strip() + ", so baseUrl is probably not"
                                + " the API's root, and asked where an ODS/API has its parts: " + e.getMessage(),
                        e);
            }
            throw e;
        }
    }

    SourceReader read(Resources.Kind kind, Cursor since, Context context) {
        HttpApi data = data(context);
        Source source = new Source(parts(context).said().byToken(), snapshot(context));
        Instant now = context.clock().instant();
        ApiWindow window = ApiWindow.of(since, now, config.fullEveryDays());
        if (!window.begun() || config.useSnapshot()) {
            Long newest = newest(context, source.snapshot());
            if (newest == null && config.useSnapshot()) {
                throw new ConnectorException(
                        Kind.UNAVAILABLE,
                        "there is no snapshot to read from at "
                                + config.baseUrl().strip()
                                + " now: it is asked again; where its owner makes none, set useSnapshot = false");
            }
            window = window.upTo(newest, now);
        }
        return ApiReading.open(data, kind, window, config.pageSize(), source);
    }

    /** The newest that there is, where the connection is to be read from one. */
    private Snapshot snapshot(Context context) {
        if (!config.useSnapshot()) {
            return Snapshot.NONE;
        }
        JsonPage listed = changes(context)
                .begin(Ask.get("snapshots").accepting(400, 403, 404, 405, 501))
                .page("");
        String newest = listed.rows().stream()
                .max(Comparator.comparing(row -> String.valueOf(row.get("snapshotDateTime"))))
                .map(row -> String.valueOf(row.get("snapshotIdentifier")))
                .orElse("");
        String header = newest.isEmpty() ? "Use-Snapshot" : "Snapshot-Identifier";
        Snapshot asked = new Snapshot(header, newest.isEmpty() ? "true" : newest, () -> true);
        return new Snapshot(asked.header(), asked.value(), () -> newest(context, asked) != null);
    }

    /** The newest change version, or null where the API counts no changes, or does not have the snapshot. */
    private @Nullable Long newest(Context context, Snapshot snapshot) {
        Ask ask = snapshot.of(Ask.get("availableChangeVersions")).accepting(403, 404, 410, 501);
        // an API that does not say that it has them may stumble over the question
        Pending asked = changes(context).begin(parts(context).said().counts() ? ask : ask.accepting(400, 405, 500));
        if (!asked.answer().ok()) {
            return null;
        }
        Map<String, @Nullable Object> versions = asked.object();
        Object newest = versions.getOrDefault("newestChangeVersion", versions.get("NewestChangeVersion"));
        String text = String.valueOf(newest);
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    private HttpApi changes(Context context) {
        Parts parts = parts(context);
        return HttpApi.at(config.baseUrl(), parts.login(), context)
                .below(parts.said().changes());
    }

    private HttpApi data(Context context) {
        Parts parts = parts(context);
        return HttpApi.at(config.baseUrl(), parts.login(), context).below(parts.data());
    }

    /** As the discovery document says, or else where an ODS/API has them. */
    private Parts parts(Context context) {
        Parts parts = known;
        if (parts != null) {
            return parts;
        }
        Discovery said = Discovery.of(HttpApi.at(config.baseUrl(), Login.none(), context));
        Parts found = new Parts(said, login(config.tokenUrl().isBlank() ? said.tokens() : config.tokenUrl()));
        known = found;
        return found;
    }

    private Login login(String tokens) {
        OAuth2 oauth = OAuth2.of(
                tokens, config.clientId().strip(), config.clientSecret().strip());
        return switch (config.tokenRequest().strip().toLowerCase(Locale.ROOT)) {
            case "auto" -> oauth;
            case "basic" -> oauth.style(OAuth2.Style.BASIC);
            case "form" -> oauth.style(OAuth2.Style.FORM);
            case "json" -> oauth.style(OAuth2.Style.JSON);
            default -> throw new ConnectorException(Kind.CONFIG, "tokenRequest must be auto, basic, form or json");
        };
    }
}
