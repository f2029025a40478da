// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.engine.Batch;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.arrival.RawShredding;
import org.susten.engine.run.QuarantineTable.Bad;
import org.susten.model.Entity;
import org.susten.model.MissingElementException;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.Columns;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;
import org.susten.spi.Trace;
import org.susten.store.Stage;

/** Gives rows their meaning by the connector, and sorts out those that have none. Safe for several threads. */
public final class Interpreter {

    private static final Logger log = LoggerFactory.getLogger(Interpreter.class);
    private static final int LONGEST_KEY = 1_000;
    /** So that it fits into an index of the database, beside the names of its connection and stream. */
    private static final int MOST_BYTES = 2_000;

    private static final int LAST_YEAR = 9_999;

    /** The components of an entity that are days. */
    private static final ClassValue<List<Method>> DAYS = new ClassValue<>() {
        @Override
        protected List<Method> computeValue(Class<?> entity) {
            return Arrays.stream(entity.getRecordComponents())
                    .filter(component -> component.getType() == LocalDate.class)
                    .map(RecordComponent::getAccessor)
                    .toList();
        }
    };

    private final EngineDatabase database;

    Interpreter(EngineDatabase database) {
        this.database = database;
    }

    Batch map(ActiveRun run, Batch batch) {
        Meaning meaning = run.calls.mapping(() -> understand(run, batch));
        quarantine(run, batch.stream(), meaning.bad());
        run.quarantined.add(meaning.bad().size());
        run.ignored.add(meaning.ignored());
        run.mapped.add(batch.rows().size() - meaning.bad().size() - meaning.ignored());
        return new Batch(batch.run(), batch.stream(), batch.first(), List.of(), meaning.understood());
    }

    /** What became of the rows of a batch. */
    private record Meaning(List<Stage.Row> understood, List<Bad> bad, int ignored) {}

    /** Whether rows have the shape that their stream declares; rows of one file share their columns, which are looked at once. One thread. */
    private static final class Shape {

        private final Catalogue.Stream stream;
        private @Nullable Columns seen;
        private Catalogue.@Nullable Field retyped;

        Shape(Catalogue.Stream stream) {
            this.stream = stream;
        }

        Catalogue.@Nullable Field retyped(Columns columns) {
            if (columns != seen) {
                seen = columns;
                retyped = stream.retyped(columns);
            }
            return retyped;
        }
    }

    /** In the connector's thread, which may come back when nobody waits any more: writes nothing. */
    private static Meaning understand(ActiveRun run, Batch batch) {
        List<Stage.Row> understood = new ArrayList<>(batch.rows().size() + 16);
        List<Bad> bad = new ArrayList<>();
        Shape shape = new Shape(run.wired.connection().catalogue().stream(batch.stream()));
        Set<String> openKeys = run.openKeys(batch.stream());
        long ordinal = batch.first();
        int ignored = 0;
        for (SourceRecord row : batch.rows()) {
            int before = understood.size();
            try {
                if (!interpret(run, shape, row, ordinal, understood)) {
                    ignored++;
                }
            } catch (MappingException e) {
                understood.subList(before, understood.size()).clear();
                bad.add(bad(row, e.column(), e.rule(), said(e)));
            } catch (MissingElementException e) {
                understood.subList(before, understood.size()).clear();
                bad.add(bad(row, e.element(), "element", said(e)));
            } catch (RuntimeException | StackOverflowError | AssertionError e) {
                understood.subList(before, understood.size()).clear();
                bad.add(fault(run, row, e));
            }
            if (!openKeys.isEmpty() && openKeys.contains(row.key())) {
                run.keyAgain(row.stream(), row.key());
            }
            if (run.replay()) {
                run.positionAgain(row.stream(), row.position().value());
            }
            ordinal++;
            run.calls.moved();
        }
        return new Meaning(understood, bad, ignored);
    }

    /** Adds what the row became; false where it says nothing the model holds. */
    private static boolean interpret(
            ActiveRun run, Shape shape, SourceRecord row, long ordinal, List<Stage.Row> understood) {
        if (row.presence() == SourceRecord.Presence.UNREADABLE) {
            MappingException problem = row.problem();
            throw problem != null ? problem : new MappingException("", "unreadable", "the row cannot be read");
        }
        SourceId origin = origin(run, row);
        String former = row.formerKey();
        if (former != null && !former.isBlank() && !former.equals(row.key())) {
            understood.add(new Stage.Row(ordinal, null, new SourceId(run.system, run.site, row.stream(), former)));
        }
        if (row.presence() == SourceRecord.Presence.DELETED) {
            understood.add(new Stage.Row(ordinal, null, origin));
            return true;
        }
        Catalogue.Field retyped = shape.retyped(row.columns());
        if (retyped != null) {
            throw MappingException.notText(retyped.source());
        }
        List<Entity> entities = run.connector().map(row);
        if (entities.isEmpty()) {
            // What it said when it came earlier is no longer so.
            understood.add(new Stage.Row(ordinal, null, origin));
            return false;
        }
        for (Entity entity : entities) {
            check(run, row, entity);
            understood.add(new Stage.Row(ordinal, entity, origin));
        }
        return true;
    }

    private static SourceId origin(ActiveRun run, SourceRecord row) {
        String key = row.key();
        if (unreadable(key)) {
            String column =
                    run.wired.connection().catalogue().stream(row.stream()).key();
            if (Rounded.scientific(key)) {
                throw new MappingException(column, "rounded", Rounded.CAUSE);
            }
            throw new MappingException(
                    column,
                    "key",
                    key.isBlank()
                            ? "the row needs a key in " + column
                            : "the key in " + column + " is longer than " + LONGEST_KEY + " characters, or "
                                    + MOST_BYTES + " bytes");
        }
        return new SourceId(run.system, run.site, row.stream(), key);
    }

    /** Any absent row may be one whose key is like this. */
    private static boolean unreadable(String key) {
        return key.isBlank() || tooLong(key) || Rounded.scientific(key);
    }

    private static boolean tooLong(String key) {
        return key.length() > LONGEST_KEY
                || key.length() > MOST_BYTES / 3 && key.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES;
    }

    private static void check(ActiveRun run, SourceRecord row, Entity entity) {
        SourceId id = entity.id();
        if (!run.yields(row.stream(), entity.getClass())) {
            throw new MappingException(
                    entity.getClass().getSimpleName(),
                    "fault",
                    "the connector's catalogue does not say that " + row.stream() + " yields this entity");
        }
        if (!id.system().equals(run.system) || !id.site().equals(run.site)) {
            throw new MappingException(
                    entity.getClass().getSimpleName(),
                    "fault",
                    "the connector gave an id of another system or site than " + run.system + '/' + run.site);
        }
        // What comes along with a row, such as the child of a visit.
        if (Rounded.scientific(id.key())) {
            throw new MappingException(id.stream(), "rounded", Rounded.CAUSE);
        }
        checkDays(entity);
    }

    /** Nobody has a day of another year, and the database would refuse the whole batch for it. */
    private static void checkDays(Entity entity) {
        for (Method component : DAYS.get(entity.getClass())) {
            LocalDate day = day(component, entity);
            if (day != null && (day.getYear() < 1 || day.getYear() > LAST_YEAR)) {
                throw new MappingException(
                        entity.getClass().getSimpleName() + '.' + component.getName(),
                        "date",
                        "a day of the years 1 to " + LAST_YEAR + " is expected");
            }
        }
    }

    private static @Nullable LocalDate day(Method component, Entity entity) {
        try {
            return (LocalDate) component.invoke(entity);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    private static Bad bad(SourceRecord row, String field, String rule, String message) {
        boolean hub = rule.equals("fault") || rule.startsWith("code:");
        return new Bad(
                unreadable(row.key()) ? "" : row.key(),
                row.position().value(),
                field,
                rule,
                message,
                hub ? Bad.HUB : Bad.SOURCE,
                row);
    }

    /** A fault of the connector: grouped by the line it came from; its message may hold a value and is not repeated. */
    private static Bad fault(ActiveRun run, SourceRecord row, Throwable e) {
        String where = Arrays.stream(e.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java.")
                        && !frame.getClassName().startsWith("jdk."))
                .map(frame -> frame.getFileName() + ":" + frame.getLineNumber())
                .findFirst()
                .orElse("");
        if (run.tellFault()) {
            log.error(
                    "run {} of {}: the connector failed on {}; rows like it are quarantined as fault",
                    run.id,
                    run.name(),
                    row.position().value(),
                    Trace.bare(e));
        }
        return bad(
                row,
                where,
                "fault",
                "the connector failed with " + e.getClass().getSimpleName()
                        + "; give this and the hub's log to its author");
    }

    private static String said(RuntimeException e) {
        String message = e.getMessage();
        return message == null ? "" : message;
    }

    private void quarantine(ActiveRun run, String stream, List<Bad> bad) {
        if (bad.isEmpty()) {
            return;
        }
        for (Bad row : bad) {
            if (row.key().isEmpty()) {
                run.nameless(stream);
            }
        }
        List<SourceId> known = bad.stream()
                .filter(row -> !row.key().isEmpty())
                .map(row -> new SourceId(run.system, run.site, stream, row.key()))
                .toList();
        if (!known.isEmpty()) {
            run.stage.keep(known);
        }
        database.inTransaction(connection -> {
            RawShredding.refuseEnded(connection, run.due.arrivals());
            QuarantineTable.add(connection, run.id, run.name(), stream, bad);
            return run;
        });
    }
}
