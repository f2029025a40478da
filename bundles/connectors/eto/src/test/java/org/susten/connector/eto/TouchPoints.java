// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.eto;

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

/** What a mapping file for the invented TouchPoints would say, without the file. */
record TouchPoints(Map<String, Map<String, String>> sources) implements RowMapping {

    TouchPoints() {
        this(Map.of(
                "children", Map.of("path", "Search.svc/Search/{program}/a"),
                "visits",
                        Map.of(
                                "each", "Search.svc/Search/{program}/a",
                                "path", "TouchPoint.svc/ListTouchPointResponses?TouchPointID=12&SubjectID={id}")));
    }

    @Override
    public Catalogue catalogue() {
        Duration daily = Duration.ofDays(1);
        return Catalogue.of(EtoConnector.ID, "ETO", Sector.AFTERSCHOOL).stream(
                        "children",
                        Person.class,
                        Catalogue.Mode.SNAPSHOT,
                        daily,
                        "CLID",
                        field("FirstName", "Person.givenName", Sensitivity.DIRECTORY),
                        field("LastName", "Person.familyName", Sensitivity.DIRECTORY),
                        field("DOB", "Person.birthDate", Sensitivity.PERSONAL))
                .stream(
                        "visits",
                        ServiceContact.class,
                        Catalogue.Mode.SNAPSHOT,
                        daily,
                        "TouchPointResponseID",
                        field("subject", "ServiceContact.person", Sensitivity.PERSONAL),
                        field("ResponseCreatedDate", "ServiceContact.day", Sensitivity.PERSONAL),
                        field("element.41", "ServiceContact.minutes", Sensitivity.PERSONAL))
                .build();
    }

    @Override
    public Map<String, String> source(String stream) {
        return sources.get(stream);
    }

    @Override
    public RowMaker.Factory rows(String stream) {
        return RowMaker.keyed(stream, stream.equals("children") ? "CLID" : "TouchPointResponseID");
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        if (row.key().isBlank()) {
            throw new MappingException("key", "required", "a row needs a key");
        }
        SourceId id = id(row.stream(), row.key());
        if (row.stream().equals("children")) {
            return List.of(Person.builder(id)
                    .roles(Set.of(PersonRole.STUDENT))
                    .givenName(row.text("FirstName"))
                    .familyName(row.text("LastName"))
                    .birthDate(Fields.date(row, "DOB"))
                    .build());
        }
        return List.of(ServiceContact.builder(id)
                .person(id("children", row.required("subject")))
                .day(Fields.required(Fields.date(row, "ResponseCreatedDate"), "ResponseCreatedDate"))
                .minutes(Fields.whole(row, "element.41"))
                .build());
    }

    private static SourceId id(String stream, String key) {
        return new SourceId(EtoConnector.ID, "lighthouse", stream, key);
    }
}
