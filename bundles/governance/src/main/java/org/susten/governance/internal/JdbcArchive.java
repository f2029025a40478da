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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
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
        try (PreparedStatement statement = transaction.prepareStatement(
                """
                insert into governance.agreement (id, revision, content, first, last) values (?, ?, ?::jsonb, ?, ?)
                on conflict (id) do update set revision = excluded.revision, content = excluded.content, last = excluded.last""")) {
            statement.setString(1, agreement.id());
            statement.setString(2, agreement.revision());
            statement.setString(3, JSON.writeValueAsString(agreement));
            statement.setTimestamp(4, Timestamp.from(now));
            statement.setTimestamp(5, Timestamp.from(now));
            statement.executeUpdate();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an agreement holds text, numbers and days only", e);
        }
    }

    @Override
    public Optional<Agreement> find(String id) {
        Optional<Agreement> now = agreements.find(id);
        return now.isPresent() ? now : kept("where id = ?", id).stream().findFirst();
    }

    @Override
    public List<Agreement> all() {
        return kept("where ? is not null order by id", "").stream()
                .map(agreement -> agreements.find(agreement.id()).orElse(agreement))
                .toList();
    }

    private List<Agreement> kept(String where, String value) {
        return database.inTransaction(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("select content from governance.agreement " + where)) {
                statement.setString(1, value);
                List<Agreement> found = new ArrayList<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        found.add(JSON.readValue(row.getString(1), Agreement.class));
                    }
                }
                return found;
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("an agreement on record cannot be read: it is of a newer hub", e);
            }
        });
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
