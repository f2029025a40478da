// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.sif;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Answer;
import org.susten.kit.http.Ask;
import org.susten.kit.http.FlatRows;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.Login;
import org.susten.kit.http.Notes;
import org.susten.kit.http.PagedRows;
import org.susten.kit.http.SifSession;
import org.susten.kit.http.Window;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;

/** A SIF 3 provider that is asked. Safe for several threads. */
final class SifService {

    private static final String MARKER = "changesSinceMarker";

    private final SifConnector.Config config;
    private final Family family;
    private final Login login;
    private final Obligations obligations;

    SifService(SifConnector.Config config, Obligations obligations) {
        this.config = config;
        this.obligations = obligations;
        if (blank(config.baseUrl()) || blank(config.applicationKey()) || blank(config.sharedSecret())) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "baseUrl must be the address before environments, applicationKey the application's key, and sharedSecret the name of"
                            + " its secret");
        }
        if (config.pageSize() < 1 || config.pageSize() > 10_000 || config.fullEveryDays() < 0) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "pageSize must be 1 to 10000 rows, and fullEveryDays a number of days, 0 for each time");
        }
        if (!Set.of("xml", "json").contains(config.format()) || !config.zone().matches("[\\w.:-]{0,100}")) {
            throw new ConnectorException(Kind.CONFIG, "format must be xml or json, and zone the id of a zone");
        }
        this.family = switch (config.family().strip().toLowerCase(Locale.ROOT)) {
            case "na" -> Family.NA;
            case "au" -> Family.AU;
            default -> throw new ConnectorException(Kind.CONFIG, "family must be na or au");
        };
        SifSession.Method method =
                switch (config.authentication().strip().toLowerCase(Locale.ROOT)) {
                    case "hmac" -> SifSession.Method.HMAC_SHA256;
                    case "basic" -> SifSession.Method.BASIC;
                    default -> throw new ConnectorException(Kind.CONFIG, "authentication must be hmac or basic");
                };
        this.login = SifSession.of(
                        config.baseUrl(),
                        config.applicationKey().strip(),
                        config.sharedSecret().strip(),
                        method,
                        family.namespace())
                .solution(config.solution().strip());
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    Obligations obligations() {
        return obligations;
    }

    Family family() {
        return family;
    }

    private HttpApi api(Context context) {
        return HttpApi.at(config.baseUrl(), login, context);
    }

    /** Proves that the provider makes an environment and lets schools be read. */
    void check(Context context) {
        String schools = family == Family.NA ? "xSchools" : "SchoolInfos";
        api(context).get(page(schools, null, 1, 1));
    }

    SourceReader read(String stream, Cursor since, Context context) {
        HttpApi api = api(context);
        Instant now = context.clock().instant();
        Notes notes = new Notes(stream);
        Window window = Window.of(since, now, config.fullEveryDays());
        if (!window.begun()) {
            // The marker first: what changes while everything is read comes again, and nothing is missed.
            window = window.upTo(marker(api, stream, window.from()), now);
        }
        FlatRows rows = new FlatRows(stream, SifPaging::key, SifPaging::gone, window);
        return new PagedRows(
                api,
                new SifPaging(this, stream, rows, config.pageSize(), now, notes),
                rows,
                notes,
                window.row(),
                stream,
                "");
    }

    /** Where changes begin, as the provider says it, or null where it does not. */
    private @Nullable String marker(HttpApi api, String stream, @Nullable String from) {
        Ask ask = new Ask("HEAD", path(stream), Map.of(), Map.of(), null, Set.of(400, 403, 404, 405, 501, 503));
        Answer answer = api.get(from == null ? ask : ask.with(MARKER, from));
        return answer.ok() ? mark(answer) : null;
    }

    static @Nullable String mark(Answer answer) {
        String said = answer.header(MARKER).orElse("").strip();
        return said.matches("[^/>#\\s]{1,200}") && !said.equals("-") ? said : null;
    }

    private String path(String stream) {
        return "requests/" + stream
                + (config.zone().isBlank() ? "" : ";zoneId=" + config.zone().strip());
    }

    /** A question for a page of everything, or of what changed since a marker. */
    Ask page(String stream, @Nullable String since, long number, int size) {
        Ask ask = Ask.get(path(stream))
                .header("Accept", "application/" + config.format())
                .header("navigationPage", String.valueOf(number))
                .header("navigationPageSize", String.valueOf(size))
                .header("queryIntention", "ALL");
        return since == null ? ask : ask.with(MARKER, since);
    }
}
