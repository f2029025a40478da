// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import static org.susten.spi.Catalogue.field;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

/** What a mapping file for the invented registry would say, without the file. */
final class Children implements RowMapping {

    private final Map<String, Map<String, String>> sources = new HashMap<>();
    private Catalogue.Mode visits = Catalogue.Mode.SNAPSHOT;

    Children() {
        sources.put(
                "children",
                new HashMap<>(Map.of(
                        "operation",
                        "GetChildren",
                        "request",
                        "<GetChildren xmlns='urn:invented:registry'><page>{page}</page></GetChildren>",
                        "rows",
                        "list/child",
                        "size",
                        "2")));
        sources.put(
                "visits",
                new HashMap<>(Map.of(
                        "operation",
                        "GetVisits",
                        "request",
                        "<GetVisits xmlns='urn:invented:registry'/>",
                        "rows",
                        "list/visit")));
    }

    Children with(String stream, String key, String value) {
        sources.get(stream).put(key, value);
        return this;
    }

    Children changesOfVisits() {
        visits = Catalogue.Mode.INCREMENTAL;
        return with("visits", "request", "<GetVisits xmlns='urn:invented:registry'><since>{since}</since></GetVisits>");
    }

    @Override
    public Catalogue catalogue() {
        Duration daily = Duration.ofDays(1);
        return Catalogue.of(SoapConnector.ID, "Invented registry", Sector.STATE).stream(
                        "children",
                        Person.class,
                        Catalogue.Mode.SNAPSHOT,
                        daily,
                        "id",
                        field("id", "Person.identifiers", Sensitivity.PERSONAL),
                        field("given", "Person.givenName", Sensitivity.DIRECTORY),
                        field("family", "Person.familyName", Sensitivity.DIRECTORY),
                        field("born", "Person.birthDate", Sensitivity.PERSONAL))
                .stream(
                        "visits",
                        ServiceContact.class,
                        visits,
                        daily,
                        "no",
                        field("child", "ServiceContact.person", Sensitivity.PERSONAL),
                        field("day", "ServiceContact.day", Sensitivity.PERSONAL))
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
        SourceId id = new SourceId(SoapConnector.ID, "registry", row.stream(), row.key());
        try {
            String born = row.text("born");
            return row.stream().equals("children")
                    ? List.of(Person.builder(id)
                            .roles(Set.of(PersonRole.STUDENT))
                            .givenName(row.text("given"))
                            .familyName(row.text("family"))
                            .birthDate(born == null ? null : LocalDate.parse(born))
                            .build())
                    : List.of(ServiceContact.builder(id)
                            .person(new SourceId(SoapConnector.ID, "registry", "children", row.required("child")))
                            .day(LocalDate.parse(row.required("day")))
                            .build());
        } catch (DateTimeParseException e) {
            throw new MappingException("day", "date", "a date is expected");
        }
    }
}
