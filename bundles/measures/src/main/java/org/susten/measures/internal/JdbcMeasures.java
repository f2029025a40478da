// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.db.Sql;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;
import org.susten.measures.Individual;
import org.susten.measures.Measure;
import org.susten.measures.Measures;
import org.susten.measures.Table;

/** Measures from files, counted and released in PostgreSQL. */
@Component(
        immediate = true,
        service = {Measures.class, FileKind.class})
public final class JdbcMeasures implements Measures, FileKind {

    private static final String RELEASED =
            """
            select measure from unnest(?::text[], ?::integer[], ?::date[], ?::date[]) m(measure, version, begin, "end")
            where exists (
              select from measures.release r
              where (r.measure, r.version, r.begin, r."end") = (m.measure, m.version, m.begin, m."end"))""";

    private final Database database;
    private final Clock clock;
    private final Counts counts = new Counts();
    /** By id. Replaced whole by the one thread that hands files over; never changed. */
    private volatile Map<String, Filed> inForce = Map.of();

    /** A measure and its file as it was read. */
    private record Filed(Measure measure, YamlFile file) {
        static Filed read(String name, Path path) throws FileProblemException {
            YamlFile file = YamlFile.read(path);
            return new Filed(MeasureReader.of(MeasureReader.id(name), file), file);
        }
    }

    /** Brings the schema up to date; starts without measures. */
    @Activate
    public JdbcMeasures(@Reference Database database) {
        this(database, Clock.systemUTC());
    }

    /** The same, with a clock of one's own. */
    public JdbcMeasures(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        database.migrate("measures", Measures.class);
    }

    @Override
    public String folder() {
        return "measures";
    }

    @Override
    public String glob() {
        return "*.yaml";
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        Filed filed = Filed.read(name, file);
        Map<String, Filed> next = new TreeMap<>(inForce);
        next.put(filed.measure.id(), filed);
        inForce = next;
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        Filed filed = Filed.read(name, file);
        return change(filed.measure)
                + doubts(filed).stream().map(doubt -> "\n" + doubt.said()).collect(Collectors.joining());
    }

    private String change(Measure next) {
        Optional<Measure> found = find(next.id());
        if (found.isEmpty()) {
            return "adds the measure " + next.id() + ": " + next.title();
        }
        Measure now = found.get();
        if (now.equals(next)) {
            return "changes nothing";
        }
        return now.version() == next.version()
                ? "changes the measure " + next.id()
                        + " without a new version: count version up, or figures of two definitions are compared"
                : "changes the measure " + next.id() + " from version " + now.version() + " to " + next.version();
    }

    @Override
    public List<Problem> doubts(String name) {
        Filed filed = inForce.get(MeasureReader.id(name));
        return filed == null ? List.of() : doubts(filed);
    }

    private List<Problem> doubts(Filed filed) {
        List<Problem> doubts = new ArrayList<>(Parted.of(filed.measure, filed.file, all()));
        try {
            doubts.addAll(database.inTransaction(c -> Unbrought.of(c, filed.file)));
        } catch (DatabaseException e) {
            // What sources have brought is not known now.
        }
        return doubts;
    }

    @Override
    public void withdraw(String name) {
        Map<String, Filed> next = new TreeMap<>(inForce);
        next.remove(MeasureReader.id(name));
        inForce = next;
    }

    @Override
    public List<Measure> all() {
        return inForce.values().stream().map(Filed::measure).toList();
    }

    @Override
    public Optional<Measure> find(String id) {
        return Optional.ofNullable(inForce.get(id)).map(Filed::measure);
    }

    @Override
    public Table draft(String id) {
        Measure measure = filed(id).measure;
        return database.inTransaction(c -> {
            Tabulation tabulation = count(c, measure, new Past(c, measure, inForceWith(measure)));
            return table(measure, tabulation, 0, Observed.beside(c, measure));
        });
    }

    @Override
    public Table release(String id, String who) {
        Filed filed = filed(id);
        Measure measure = filed.measure;
        return database.inTransaction(c -> {
            Releases releases = new Releases(c, measure);
            releases.lock();
            Past past = new Past(c, measure, inForceWith(measure));
            Parted.refuse(measure, past.told().stream().map(Told::measure).toList());
            Tabulation tabulation = count(c, measure, past);
            Table table = table(measure, tabulation, releases.next(), Observed.beside(c, measure));
            releases.keep(table, tabulation.told(), filed.file.root().toString(), who);
            return table;
        });
    }

    @Override
    public Optional<Table> released(String id) {
        return find(id).flatMap(measure -> {
            try (Connection connection = database.dataSource().getConnection()) {
                // What others publish is theirs: it stands beside as it is now.
                List<Table.Published> published = Observed.beside(connection, measure);
                return new Releases(connection, measure).latest().map(table -> table.beside(published));
            } catch (SQLException e) {
                throw DatabaseException.of(e);
            }
        });
    }

    @Override
    public Set<String> released() {
        List<Measure> all = all();
        try (Connection connection = database.dataSource().getConnection()) {
            return Set.copyOf(Sql.list(
                    connection,
                    RELEASED,
                    row -> row.getString(1),
                    all.stream().map(Measure::id).toList(),
                    all.stream().map(measure -> (long) measure.version()).toList(),
                    all.stream().map(measure -> measure.begin().toString()).toList(),
                    all.stream().map(measure -> measure.end().toString()).toList()));
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    @Override
    public Optional<Instant> firstReleased(String id) {
        try (Connection connection = database.dataSource().getConnection()) {
            return Sql.first(
                    connection,
                    "select at from measures.release where measure = ? order by at limit 1",
                    row -> Sql.requiredInstant(row, "at"),
                    id);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    @Override
    public Optional<Individual> individual(String id, String links) {
        return find(id).map(measure -> Individuals.of(measure, links));
    }

    /** All measures in force, this one as it is given. */
    private Collection<Measure> inForceWith(Measure measure) {
        Map<String, Measure> now = new TreeMap<>();
        all().forEach(other -> now.put(other.id(), other));
        now.put(measure.id(), measure);
        return now.values();
    }

    private Tabulation count(Connection connection, Measure measure, Past past) throws SQLException {
        List<Told> told = new ArrayList<>(past.told());
        Together together = Together.of(
                measure, inForceWith(measure), told.stream().map(Told::measure).toList());
        told.addAll(past.undefined(together.divisions()));
        return new Tabulation(measure, new JointTable(together, counts.of(connection, together), told));
    }

    private Table table(Measure measure, Tabulation tabulation, int release, List<Table.Published> published) {
        return new Table(
                measure,
                clock.instant(),
                release,
                measure.by().stream().map(use -> use.fact().key()).toList(),
                tabulation.columns(),
                tabulation.rows(),
                tabulation.withheld(),
                tabulation.leftOut(),
                published);
    }

    private Filed filed(String id) {
        return Optional.ofNullable(inForce.get(id))
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no measure " + id + "; the files of etc/measures say which there are"));
    }
}
