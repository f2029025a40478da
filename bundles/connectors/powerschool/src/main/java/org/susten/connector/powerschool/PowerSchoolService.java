// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.powerschool;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.susten.kit.http.Ask;
import org.susten.kit.http.FlatRows;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.Login;
import org.susten.kit.http.Notes;
import org.susten.kit.http.OAuth2;
import org.susten.kit.http.PagedRows;
import org.susten.kit.http.Window;
import org.susten.spi.Catalogue;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Sector;
import org.susten.spi.SourceReader;

/** A PowerSchool server that is asked. Safe for several threads. */
final class PowerSchoolService {

    private static final int MOST = 10_000;

    private final PowerSchoolConnector.Config config;
    private final Login login;
    private final boolean tables;
    private final Catalogue catalogue;

    PowerSchoolService(PowerSchoolConnector.Config config) {
        this.config = config;
        if (config.baseUrl() == null || config.baseUrl().isBlank()) {
            throw new ConnectorException(
                    Kind.CONFIG, "baseUrl must be the server's address, such as https://sis.example.org");
        }
        if (blank(config.clientId()) || blank(config.clientSecret())) {
            throw new ConnectorException(
                    Kind.CONFIG, "clientId must be the plug-in's client id, and clientSecret the name of its secret");
        }
        if (config.pageSize() < 1 || config.pageSize() > MOST || config.fullEveryDays() < 0) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "pageSize must be 1 to 10000 rows, and fullEveryDays a number of days, 0 for each time");
        }
        String source = config.source().strip().toLowerCase(Locale.ROOT);
        if (!source.equals("queries") && !source.equals("tables")) {
            throw new ConnectorException(Kind.CONFIG, "source must be queries or tables");
        }
        this.tables = source.equals("tables");
        this.login = OAuth2.of(
                        config.baseUrl().strip().replaceAll("/+$", "") + "/oauth/access_token",
                        config.clientId().strip(),
                        config.clientSecret().strip())
                .style(OAuth2.Style.BASIC);
        Catalogue.Builder builder = Catalogue.of(PowerSchoolMeaning.SYSTEM, "PowerSchool SIS", Sector.SCHOOL);
        for (PowerQuery query : PowerQuery.values()) {
            if (!tables || !query.table().isEmpty()) {
                builder.stream(query.stream(tables));
            }
        }
        this.catalogue = builder.build();
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    Catalogue catalogue() {
        return catalogue;
    }

    private HttpApi api(Context context) {
        return HttpApi.at(config.baseUrl(), login, context);
    }

    /** Proves that the server gives a token and lets schools be read. */
    void check(Context context) {
        api(context).get(ask(PowerQuery.SCHOOLS, null).with("pagesize", "1").with("page", "1"));
    }

    SourceReader read(PowerQuery query, Cursor since, Context context) {
        Instant now = context.clock().instant();
        Window window = Window.of(since, now, config.fullEveryDays());
        Notes notes = new Notes(query.stream());
        FlatRows rows = new FlatRows(query.stream(), query::key, row -> false, window);
        PowerPaging paging = new PowerPaging(this, query, rows, config.pageSize(), now, notes);
        return new PagedRows(api(context), paging, rows, notes, window.row(), "record", "");
    }

    /** A question for all rows, or for those that changed since a data version. */
    Ask ask(PowerQuery query, @Nullable String since) {
        if (tables) {
            return Ask.get("ws/schema/table/" + query.table()).with("projection", query.projection());
        }
        String body = since == null
                ? "{}"
                : "{\"$dataversion\":\"" + since + "\",\"$dataversion_applicationname\":\"susten\"}";
        return Ask.post("ws/schema/query/" + query.query(), "application/json", body);
    }

    boolean tables() {
        return tables;
    }
}
