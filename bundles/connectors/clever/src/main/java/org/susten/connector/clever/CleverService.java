// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.clever;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.kit.NoRows;
import org.susten.kit.http.Ask;
import org.susten.kit.http.FlatRows;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Login;
import org.susten.kit.http.Notes;
import org.susten.kit.http.PagedRows;
import org.susten.kit.http.Window;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;

/** Clever, asked for one district. Safe for several threads. */
final class CleverService {

    /** Events are kept for 30 days; a day is left for the reading itself. */
    private static final int MOST_DAYS = 29;

    private static final int SCHOOL_YEAR_DAYS = 365;
    private static final int MOST_ATTENDANCE = 1000;
    private static final int MOST_ROWS = 10_000;

    private final CleverConnector.Config config;
    private final Login login;

    CleverService(CleverConnector.Config config) {
        this.config = config;
        if (config.tokenSecret() == null || config.tokenSecret().isBlank()) {
            throw new ConnectorException(
                    Kind.CONFIG, "tokenSecret must be the name of the secret with the district's token");
        }
        if (config.pageSize() < 1 || config.pageSize() > MOST_ROWS) {
            throw new ConnectorException(Kind.CONFIG, "pageSize must be a number of rows from 1 to 10000");
        }
        if (config.fullEveryDays() < 0 || config.fullEveryDays() > MOST_DAYS) {
            throw new ConnectorException(
                    Kind.CONFIG, "fullEveryDays must be 0 to 29 days, as Clever keeps events for 30 days only");
        }
        if (config.attendanceDays() < 0 || config.attendanceDays() > SCHOOL_YEAR_DAYS) {
            throw new ConnectorException(Kind.CONFIG, "attendanceDays must be a number of days from 0 to 365");
        }
        this.login = Login.bearer(config.tokenSecret().strip());
    }

    private HttpApi api(Context context) {
        return HttpApi.at(config.baseUrl(), login, context);
    }

    /** Proves that the token is good for a district. */
    void check(Context context) {
        JsonPage page =
                api(context).begin(Ask.get("districts").with("limit", "1")).page("data");
        if (page.rows().isEmpty()) {
            throw new ConnectorException(
                    Kind.ACCESS, "the token opens no district; check in Clever that the district shares with the hub");
        }
    }

    SourceReader read(String stream, Cursor since, Context context) {
        return stream.equals("attendance") ? attendance(since, context) : records(stream, since, context);
    }

    private SourceReader records(String stream, Cursor since, Context context) {
        HttpApi api = api(context);
        Instant now = context.clock().instant();
        Notes notes = new Notes(stream);
        Window window = Window.of(since, now, config.fullEveryDays());
        if (!window.begun()) {
            String newest = newest(api, notes);
            window = newest == null ? Window.EVERYTHING.upTo(null, now) : window.upTo(newest, now);
        }
        FlatRows rows = new FlatRows(stream, CleverPaging::key, CleverPaging::gone, window);
        CleverPaging paging = new CleverPaging(rows, stream, config.pageSize(), now, notes);
        return new PagedRows(api, paging, rows, notes, window.row(), "data");
    }

    /** The newest event, or null where the application has none. */
    private @Nullable String newest(HttpApi api, Notes notes) {
        Ask ask = Ask.get("events").with("limit", "1").with("ending_before", "last");
        JsonPage page = api.begin(ask.accepting(400, 403, 404, 422)).page("data");
        for (Map<String, @Nullable Object> row : page.rows()) {
            String id = CleverPaging.id(CleverPaging.unwrapped(row));
            if (id != null) {
                return id;
            }
        }
        notes.add(
                "Clever has no events, so everything is read and compared each time; they are enabled in Clever's settings"
                        + " of the application");
        return null;
    }

    /** Attendance has neither events nor ids: the last days are read again, at first a school year. */
    private SourceReader attendance(Cursor since, Context context) {
        HttpApi api = api(context);
        Instant now = context.clock().instant();
        Window window = Window.of(since, now, SCHOOL_YEAR_DAYS);
        if (!window.begun() && now.toString().equals(window.from())) {
            return new NoRows(List.of());
        }
        window = window.upTo(now.toString(), now);
        LocalDate last = day(window.to(), now);
        LocalDate first = window.from() == null
                ? last.minusDays(SCHOOL_YEAR_DAYS)
                : day(window.from(), now).minusDays(config.attendanceDays());
        Notes notes = new Notes("attendance");
        FlatRows rows = new FlatRows("attendance", CleverPaging::attendanceKey, row -> false, window);
        List<String> schools = schools(api, now, notes);
        int limit = Math.min(config.pageSize(), MOST_ATTENDANCE);
        AttendancePaging paging = new AttendancePaging(schools, first, last, limit, notes);
        return new PagedRows(api, paging, rows, notes, window.row(), "data");
    }

    private static LocalDate day(@Nullable String mark, Instant now) {
        return (mark == null ? now : Instant.parse(mark)).atZone(ZoneOffset.UTC).toLocalDate();
    }

    private List<String> schools(HttpApi api, Instant now, Notes notes) {
        FlatRows none = new FlatRows("schools", CleverPaging::key, row -> false, Window.EVERYTHING);
        CleverPaging paging = new CleverPaging(none, "schools", config.pageSize(), now, notes);
        List<String> schools = new ArrayList<>();
        Ask ask = paging.first();
        while (ask != null) {
            CleverPaging.Step step = paging.take(api.begin(ask).page("data"));
            step.rows().forEach(row -> {
                String id = CleverPaging.id(row);
                if (id != null) {
                    schools.add(id);
                }
            });
            ask = step.next();
        }
        return schools;
    }
}
