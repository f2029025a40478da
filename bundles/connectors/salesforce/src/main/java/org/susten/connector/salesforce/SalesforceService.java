// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.salesforce;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.kit.NoRows;
import org.susten.kit.http.Ask;
import org.susten.kit.http.FlatRows;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Login;
import org.susten.kit.http.Notes;
import org.susten.kit.http.OAuth2;
import org.susten.kit.http.PagedRows;
import org.susten.kit.http.Paging;
import org.susten.kit.http.Window;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Finding;
import org.susten.spi.SourceReader;

/** A Salesforce org that is asked. Safe for several threads. */
final class SalesforceService {

    /** What changed in a transaction that ended after the last reading began. */
    private static final Duration MARGIN = Duration.ofMinutes(5);
    /** What was deleted is in the bin for 15 days. */
    private static final int MOST_DAYS = 14;

    private final SalesforceConnector.Config config;
    private final Login login;
    private final String data;

    SalesforceService(SalesforceConnector.Config config) {
        this.config = config;
        if (blank(config.baseUrl())) {
            throw new ConnectorException(
                    Kind.CONFIG, "baseUrl must be the org's own address, such as https://riverside.my.salesforce.com");
        }
        if (blank(config.clientId()) || blank(config.clientSecret())) {
            throw new ConnectorException(
                    Kind.CONFIG, "clientId must be the app's consumer key, and clientSecret the name of a secret");
        }
        if (config.pageSize() < 1
                || config.pageSize() > 2000
                || config.fullEveryDays() < 0
                || config.fullEveryDays() > MOST_DAYS) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "pageSize must be at most 2000 rows, and fullEveryDays 0 to 14 days, as deleted rows are told for 15");
        }
        if (!config.version().matches("v\\d{2,3}\\.\\d") || !config.prefix().matches("\\w*")) {
            throw new ConnectorException(Kind.CONFIG, "version must be like v62.0, and prefix like pmdm__ or empty");
        }
        this.data = "services/data/" + config.version();
        this.login = login();
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    private Login login() {
        String tokens = config.baseUrl().strip().replaceAll("/+$", "") + "/services/oauth2/token";
        OAuth2 oauth = OAuth2.of(
                tokens, config.clientId().strip(), config.clientSecret().strip());
        return switch (config.login().strip().toLowerCase(Locale.ROOT)) {
            case "client" -> oauth.style(OAuth2.Style.FORM);
            case "jwt" -> {
                if (blank(config.user())) {
                    throw new ConnectorException(
                            Kind.CONFIG, "user must be the name of the user as whom the hub reads");
                }
                yield oauth.signedFor(config.user().strip(), config.audience().strip());
            }
            default -> throw new ConnectorException(Kind.CONFIG, "login must be client or jwt");
        };
    }

    private HttpApi api(Context context) {
        return HttpApi.at(config.baseUrl(), login, context);
    }

    /** Proves that the org gives a token and knows the module. */
    void check(Context context) {
        String program = SalesforceObject.PROGRAMS.object(config.prefix());
        if (fields(api(context), program) == null) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "the org has no " + program
                            + ": the hub's user must have the permission set Program Management: View, or prefix is another one");
        }
    }

    /** Names of the fields that the user may read, or null where there is no such object for this user. */
    private @Nullable Set<String> fields(HttpApi api, String object) {
        JsonPage page = api.begin(
                        Ask.get(data + "/sobjects/" + object + "/describe").accepting(403, 404))
                .page("fields");
        if (!page.answer().ok()) {
            return null;
        }
        Set<String> names = new TreeSet<>();
        for (Map<String, @Nullable Object> field : page.rows()) {
            names.add(String.valueOf(field.get("name")));
        }
        return names;
    }

    SourceReader read(SalesforceObject object, Cursor since, Context context) {
        HttpApi api = api(context);
        Instant now = context.clock().instant();
        Notes notes = new Notes(object.stream());
        Set<String> there = fields(api, object.object(config.prefix()));
        if (there == null) {
            return new NoRows(
                    List.of(
                            new Finding(
                                    object.stream(),
                                    object.object(config.prefix())
                                            + " is not there for the hub's user, so it is left out and nothing of it is closed; ask for the permission")));
        }
        Window window = Window.of(since, now, config.fullEveryDays());
        Instant early = now.minus(MARGIN).truncatedTo(ChronoUnit.SECONDS);
        window = window.upTo(early.toString(), now);
        FlatRows rows = new FlatRows(
                object.stream(), row -> text(row.get("Id")), row -> "true".equals(row.get("IsDeleted")), window);
        String query = query(object, there, window.from(), notes);
        boolean changes = window.from() != null;
        Paging paging = config.bulk() && !changes
                ? new BulkPaging(data, query, config.pageSize() * 10, config.prefix(), context)
                : new QueryPaging(data, query, changes, config.pageSize(), config.prefix(), notes);
        return new PagedRows(api, paging, rows, notes, window.row(), "records", "");
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** The question in the org's language, for what the user may read of what is wanted. */
    private String query(SalesforceObject object, Set<String> there, @Nullable String from, Notes notes) {
        List<String> names = new ArrayList<>(List.of("Id", "IsDeleted", "SystemModstamp"));
        List<String> missing = new ArrayList<>();
        for (String name : object.names(config.prefix())) {
            (isThere(name, there) ? names : missing).add(name);
        }
        if (!missing.isEmpty()) {
            notes.add("fields that the hub's user cannot read are left out: "
                    + missing.stream().sorted().collect(Collectors.joining(", ")));
        }
        return "SELECT " + String.join(", ", names) + " FROM " + object.object(config.prefix())
                + (from == null ? "" : " WHERE SystemModstamp > " + from) + " ORDER BY Id";
    }

    /** A field of another record is there where the reference to it is. */
    private static boolean isThere(String name, Set<String> there) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return there.contains(name);
        }
        String reference = name.substring(0, dot);
        return there.contains(reference.endsWith("__r") ? reference.replaceFirst("__r$", "__c") : reference + "Id");
    }
}
