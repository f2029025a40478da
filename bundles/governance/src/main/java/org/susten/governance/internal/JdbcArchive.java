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
                    on conflict (id) do update set revision = excluded.revision, content = excluded.content, last = excluded.last""",
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
        Optional<Agreement> now = agreements.binding(id);
        return now.isPresent() ? now : kept("where id = ?", id).stream().findFirst();
    }

    @Override
    public List<Agreement> all() {
        return kept("order by id").stream()
                .map(agreement -> agreements.binding(agreement.id()).orElse(agreement))
                .toList();
    }

    private List<Agreement> kept(String where, Object... values) {
        return database.inTransaction(connection -> Sql.list(
                connection,
                "select content from governance.agreement " + where,
                row -> agreement(row.getString(1)),
                values));
    }

    private static Agreement agreement(String content) {
        try {
            return JSON.readValue(content, Agreement.class);
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
