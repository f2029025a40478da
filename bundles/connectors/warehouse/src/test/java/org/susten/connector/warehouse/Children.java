// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import static org.susten.spi.Catalogue.field;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.kit.RowMapping;
import org.susten.model.Entity;
import org.susten.model.Identifier;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Sensitivity;
import org.susten.model.ServiceContact;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.MappingException;
import org.susten.spi.Sector;
import org.susten.spi.SourceRecord;

/** What a mapping file for the samples would say, without the file. */
final class Children implements RowMapping {

    static final String CHILDREN = "select id, first_name, last_name, birth_date, changed from child";
    static final String VISITS = "select visit_id, child_id, day, minutes from visit";

    private final Map<String, Map<String, String>> sources = new HashMap<>();

    Children() {
        sources.put("children", new HashMap<>(Map.of("query", CHILDREN, "watermark", "changed")));
        sources.put("visits", new HashMap<>(Map.of("query", VISITS)));
    }

    /** Says something else of a source. */
    Children with(String stream, String key, @Nullable String value) {
        Map<String, String> source = sources.get(stream);
        if (value == null) {
            source.remove(key);
        } else {
            source.put(key, value);
        }
        return this;
    }

    @Override
    public Catalogue catalogue() {
        Duration daily = Duration.ofDays(1);
        return Catalogue.of(WarehouseConnector.ID, "State warehouse", Sector.STATE).stream(
                        "children",
                        Person.class,
                        Catalogue.Mode.INCREMENTAL,
                        daily,
                        "id",
                        field("id", "Person.identifiers", Sensitivity.PERSONAL),
                        field("first_name", "Person.givenName", Sensitivity.DIRECTORY),
                        field("last_name", "Person.familyName", Sensitivity.DIRECTORY),
                        field("birth_date", "Person.birthDate", Sensitivity.PERSONAL))
                .stream(
                        "visits",
                        ServiceContact.class,
                        Catalogue.Mode.SNAPSHOT,
                        daily,
                        "visit_id",
                        field("child_id", "ServiceContact.person", Sensitivity.PERSONAL),
                        field("day", "ServiceContact.day", Sensitivity.PERSONAL),
                        field("minutes", "ServiceContact.minutes", Sensitivity.PERSONAL))
                .build();
    }

    @Override
    public Map<String, String> source(String stream) {
        return sources.get(stream);
    }

    @Override
    public RowMaker.Factory rows(String stream) {
        return RowMaker.keyed(stream, catalogue().stream(stream).key());
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        if (row.key().isBlank()) {
            throw new MappingException("id", "required", "a row needs a key");
        }
        SourceId id = new SourceId(WarehouseConnector.ID, "tn", row.stream(), row.key());
        if (row.stream().equals("children")) {
            return List.of(Person.builder(id)
                    .roles(Set.of(PersonRole.STUDENT))
                    .givenName(row.text("first_name"))
                    .familyName(row.text("last_name"))
                    .birthDate(day(row, "birth_date"))
                    .identifiers(List.of(new Identifier("stateStudentId", row.required("id"))))
                    .build());
        }
        return List.of(ServiceContact.builder(id)
                .person(new SourceId(WarehouseConnector.ID, "tn", "children", row.required("child_id")))
                .day(day(row, "day"))
                .build());
    }

    private static @Nullable LocalDate day(SourceRecord row, String column) {
        try {
            String text = row.text(column);
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new MappingException(column, "date", column + " must be a date");
        }
    }
}
