// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.susten.spi.Catalogue.Mode.INCREMENTAL;
import static org.susten.spi.Catalogue.Mode.SNAPSHOT;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.ServiceContact;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.Columns;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.MappingException;
import org.susten.spi.Sector;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/**
 * A small connector: files {@code schools.csv}, {@code students.csv} and {@code visits.csv} without quotes. A line that begins
 * with a minus is a row that is gone, one with an exclamation mark makes the reading fail in the way it names.
 */
final class Roster implements Connector {

    static final Columns SCHOOLS = Columns.of(List.of("id", "name"));
    static final Columns STUDENTS = Columns.of(List.of("id", "given", "family", "birth", "school"));
    static final Columns VISITS = Columns.of(List.of("id", "student", "day", "minutes"));

    private static final Catalogue CATALOGUE = Catalogue.of("roster", "Roster", Sector.SCHOOL).stream(
                    stream("schools", SNAPSHOT, List.of(Organization.class)))
            .stream(stream("students", SNAPSHOT, List.of(Person.class, Enrollment.class)))
            .stream(stream("visits", INCREMENTAL, List.of(ServiceContact.class)))
            .build();

    private final String site;

    Roster(String site) {
        this.site = site;
    }

    private static Catalogue.Stream stream(String name, Catalogue.Mode mode, List<Class<? extends Entity>> yields) {
        return new Catalogue.Stream(name, yields, mode, Duration.ofDays(1), "id", List.of());
    }

    @Override
    public Catalogue catalogue() {
        return CATALOGUE;
    }

    @Override
    public void check(Context context) {
        if (context.inlet().names("*.csv").isEmpty()) {
            throw new ConnectorException(ConnectorException.Kind.UNAVAILABLE, "no export has arrived");
        }
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        return new Reader(stream.name(), context);
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return switch (row.stream()) {
            case "schools" ->
                List.of(Organization.builder(id("schools", row.key()))
                        .name(row.required("name"))
                        .type(OrganizationType.SCHOOL)
                        .build());
            case "students" -> student(row);
            default -> visit(row);
        };
    }

    /** A key {@code s1#77} is of a student with the number 77. */
    private static List<Identifier> numbers(String key) {
        return key.contains("#")
                ? List.of(new Identifier("stateStudentId", key.substring(key.indexOf('#') + 1)))
                : List.of();
    }

    private List<Entity> student(SourceRecord row) {
        String given = row.required("given");
        if (given.equals("Boom")) {
            throw new IllegalStateException("cannot cope with " + given);
        }
        if (given.equals("Nobody")) {
            return List.of();
        }
        if (given.equals("Stray")) {
            return List.of(Organization.builder(id("schools", row.key()))
                    .name("x")
                    .type(OrganizationType.SCHOOL)
                    .build());
        }
        Person person = Person.builder(id("students", row.key()))
                .roles(Set.of(PersonRole.STUDENT))
                .givenName(given)
                .familyName(row.text("family"))
                .birthDate(date(row, "birth"))
                .identifiers(numbers(row.key()))
                .build();
        String school = row.text("school");
        return school == null
                ? List.of(person)
                : List.of(
                        person,
                        Enrollment.builder(id("students", row.key() + "@" + school))
                                .person(person.id())
                                .organization(id("schools", school))
                                .grade(GradeLevel.values()[3])
                                .build());
    }

    private List<Entity> visit(SourceRecord row) {
        String student = row.text("student");
        return List.of(ServiceContact.builder(id("visits", row.key()))
                .person(student == null ? null : id("students", student))
                .day(date(row, "day"))
                .minutes(Integer.valueOf(row.required("minutes")))
                .build());
    }

    private static LocalDate date(SourceRecord row, String column) {
        try {
            String text = row.text(column);
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new MappingException(column, "date", "a day such as 2017-03-01 is expected");
        }
    }

    private SourceId id(String stream, String key) {
        return new SourceId("roster", site, stream, key);
    }

    private static Columns columns(String stream) {
        return stream.equals("schools") ? SCHOOLS : stream.equals("students") ? STUDENTS : VISITS;
    }

    /** Reads one file line by line. */
    private static final class Reader implements SourceReader {

        private final String stream;
        private final BufferedReader lines;
        private final List<Finding> findings = new ArrayList<>();
        private String next;
        private int number;

        Reader(String stream, Context context) {
            this.stream = stream;
            String file = stream + ".csv";
            try {
                lines = context.inlet().names(file).isEmpty()
                        ? null
                        : new BufferedReader(
                                new InputStreamReader(context.inlet().open(file), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean hasNext() {
            try {
                while (next == null && lines != null) {
                    next = lines.readLine();
                    if (next == null) {
                        return false;
                    }
                    number++;
                    if (next.startsWith("!")) {
                        fail(next.substring(1));
                    }
                }
                return next != null;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private void fail(String how) {
            if (how.equals("finding")) {
                findings.add(new Finding(stream + ".csv", "a column is missing"));
                next = null;
            } else if (how.equals("fault")) {
                throw new IllegalStateException("the reader failed");
            } else {
                throw new ConnectorException(ConnectorException.Kind.valueOf(how), stream + ".csv says " + how);
            }
        }

        @Override
        public SourceRecord next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            String line = next;
            next = null;
            Cursor position = new Cursor(stream + ".csv#" + number);
            if (line.startsWith("-")) {
                return SourceRecord.deleted(stream, line.substring(1), position);
            }
            Columns columns = columns(stream);
            Object[] values = line.split(",", -1);
            if (values.length != columns.names().size()) {
                return SourceRecord.unreadable(
                        stream,
                        position,
                        columns,
                        values,
                        new MappingException("", "columns", "the row has not as many columns as the header"));
            }
            String key = values[0].toString();
            if (key.contains("<")) {
                String[] keys = key.split("<");
                return SourceRecord.present(stream, keys[0], position, columns, values)
                        .formerly(keys[1]);
            }
            return SourceRecord.present(stream, key, position, columns, values);
        }

        @Override
        public Extent extent() {
            return lines == null || stream.equals("visits") ? Extent.CHANGES : Extent.SNAPSHOT;
        }

        @Override
        public List<Finding> findings() {
            return findings;
        }

        @Override
        public void close() {
            try {
                if (lines != null) {
                    lines.close();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
