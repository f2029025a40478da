// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.apricot;

import static org.susten.spi.Catalogue.field;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.susten.kit.Fields;
import org.susten.kit.RowMaker;
import org.susten.kit.RowMapping;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Sensitivity;
import org.susten.model.ServiceContact;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.MappingException;
import org.susten.spi.Sector;
import org.susten.spi.SourceRecord;

/** What a mapping file for the invented forms would say, without the file. */
record Forms(Map<String, Map<String, String>> sources) implements RowMapping {

    Forms() {
        this(Map.of(
                "children", Map.of("path", "forms/12/records", "filter", "active=1"),
                "visits", Map.of("path", "forms/14/records")));
    }

    @Override
    public Catalogue catalogue() {
        Duration daily = Duration.ofDays(1);
        return Catalogue.of(ApricotConnector.ID, "Apricot", Sector.AFTERSCHOOL).stream(
                        "children",
                        Person.class,
                        Catalogue.Mode.INCREMENTAL,
                        daily,
                        "id",
                        field("name_first", "Person.givenName", Sensitivity.DIRECTORY),
                        field("name_last", "Person.familyName", Sensitivity.DIRECTORY),
                        field("birth_date", "Person.birthDate", Sensitivity.PERSONAL))
                .stream(
                        "visits",
                        ServiceContact.class,
                        Catalogue.Mode.INCREMENTAL,
                        daily,
                        "id",
                        field("participant", "ServiceContact.person", Sensitivity.PERSONAL),
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
        return RowMaker.keyed(stream, "id");
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        if (row.key().isBlank()) {
            throw new MappingException("id", "required", "a row needs a key");
        }
        SourceId id = id(row.stream(), row.key());
        if (row.stream().equals("children")) {
            return List.of(Person.builder(id)
                    .roles(Set.of(PersonRole.STUDENT))
                    .givenName(row.text("name_first"))
                    .familyName(row.text("name_last"))
                    .birthDate(Fields.date(row, "birth_date"))
                    .build());
        }
        return List.of(ServiceContact.builder(id)
                .person(id("children", row.required("participant")))
                .day(Fields.required(Fields.date(row, "day"), "day"))
                .minutes(Fields.whole(row, "minutes"))
                .build());
    }

    private static SourceId id(String stream, String key) {
        return new SourceId(ApricotConnector.ID, "lighthouse", stream, key);
    }
}
