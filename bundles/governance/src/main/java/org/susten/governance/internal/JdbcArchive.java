// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.io.Serial;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Database;
import org.susten.db.Sql;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Archive;
import org.susten.governance.Ledger;

/** Agreements as they were, in PostgreSQL; kept by the ledger with each disclosure. */
@Component
public final class JdbcArchive implements Archive {

    private static final Pattern RELATION = Pattern.compile("[a-z_][a-z0-9_]*(\\.[a-z_][a-z0-9_]*)?");

    /** Feeds of an agreement's content, former ones too, through which something left. */
    private static final String TOLD =
            """
            select f from jsonb_array_elements(%1$s -> 'feeds' || coalesce(%1$s -> 'former', '[]')) f
            where exists (select from governance.disclosure d where d.feed = f ->> 'id' and d.agreement = %2$s)""";

    private static final ObjectMapper JSON = new ObjectMapper()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .registerModule(new SimpleModule()
                    .addSerializer(LocalDate.class, new DayWriter())
                    .addDeserializer(LocalDate.class, new DayReader()));

    private final Database database;
    private final Agreements agreements;

    /** Brings the schema up to date. */
    @Activate
    public JdbcArchive(@Reference Database database, @Reference Agreements agreements) {
        this.database = database;
        this.agreements = agreements;
        database.migrate("governance", Ledger.class);
    }

    /** Keeps the agreement under which something leaves now. */
    static void keep(Connection transaction, Agreement agreement, Instant now) throws SQLException {
        try {
            Sql.run(
                    transaction,
                    """
                    insert into governance.agreement (id, revision, content, first, last) values (?, ?, ?::jsonb, ?, ?)
                    on conflict (id) do update set revision = excluded.revision, last = excluded.last,
                      content = excluded.content || jsonb_build_object('former', (
                        select coalesce(jsonb_agg(f), '[]') from (%s) former
                        where not exists (
                          select from jsonb_array_elements(excluded.content -> 'feeds') n where n ->> 'id' = f ->> 'id')))"""
                            .formatted(TOLD.formatted("agreement.content", "agreement.id")),
                    agreement.id(),
                    agreement.revision(),
                    JSON.writeValueAsString(agreement),
                    now,
                    now);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an agreement holds text, numbers and days only", e);
        }
    }

    @Override
    public Optional<Agreement> find(String id) {
        return kept("where id = ?", id).stream().findFirst().or(() -> agreements.binding(id));
    }

    @Override
    public List<Agreement> all() {
        return kept("order by id");
    }

    private List<Agreement> kept(String where, Object... values) {
        return database.inTransaction(connection -> Sql.list(
                connection,
                "select content, array(" + TOLD.formatted("content", "id") + ")::text[] told from governance.agreement "
                        + where,
                row -> asItBinds(read(row.getString(1), Agreement.class), Sql.texts(row, "told")),
                values));
    }

    /** As its file says it now, where that binds the partner, and with the feeds that are there no more. */
    private Agreement asItBinds(Agreement kept, List<String> told) {
        Agreement now = agreements.binding(kept.id()).orElse(kept);
        List<Agreement.Feed> feeds = new ArrayList<>(now.feeds());
        for (String each : told) {
            Agreement.Feed feed = read(each, Agreement.Feed.class);
            if (feeds.stream().noneMatch(f -> f.id().equals(feed.id()))) {
                feeds.add(feed);
            }
        }
        return now.withFeeds(feeds);
    }

    private static <T> T read(String content, Class<T> type) {
        try {
            return JSON.readValue(content, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an agreement on record cannot be read: it is of a newer hub", e);
        }
    }

    @Override
    public String objections(Connection transaction, Agreement agreement, String persons, Instant now) {
        if (!RELATION.matcher(persons).matches()) {
            throw new IllegalArgumentException("a relation of persons is a plain name");
        }
        return new Admissions(agreement, agreements.day(now)).objections(transaction, persons);
    }

    private static final class DayWriter extends StdSerializer<LocalDate> {
        @Serial
        private static final long serialVersionUID = 1L;

        DayWriter() {
            super(LocalDate.class);
        }

        @Override
        public void serialize(LocalDate day, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(day.toString());
        }
    }

    private static final class DayReader extends StdDeserializer<LocalDate> {
        @Serial
        private static final long serialVersionUID = 1L;

        DayReader() {
            super(LocalDate.class);
        }

        @Override
        public LocalDate deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return LocalDate.parse(json.getText());
        }
    }
}
