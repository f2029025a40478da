// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.engine.Batch;
import org.susten.engine.Intake;
import org.susten.engine.arrival.RawInlet;
import org.susten.spi.Catalogue;
import org.susten.spi.ConnectorException;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.Progress;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/**
 * Reads a run's streams one after the other. A batch ends early where its rows are large. One thread, and the connector in one
 * of its own.
 */
public final class RunBatches implements Intake.Batches {

    private static final long HEAVY = 16L * 1024 * 1024;
    /** So many files are named where nothing reads them. */
    private static final int NAMED = 5;

    private final ActiveRun run;
    private final Context context;
    private final RawInlet arrived;
    private final int size;
    private final Map<String, String> cursors;
    private final @Nullable Map<String, Set<String>> only;
    private final Iterator<Catalogue.Stream> streams;

    private Catalogue.@Nullable Stream stream;
    private @Nullable SourceReader reader;
    private String cursor = "";
    /** Whether the open stream has had a row. */
    private boolean came;

    private long ordinal = 1;
    private long doneBefore;
    private long totalBefore;
    private @Nullable Batch next;

    /** {@code cursors}: where streams go on; {@code only}: positions to take by stream, or null for all. */
    RunBatches(
            ActiveRun run,
            Context context,
            RawInlet arrived,
            int size,
            Map<String, String> cursors,
            @Nullable Map<String, Set<String>> only) {
        this.run = run;
        this.context = context;
        this.arrived = arrived;
        this.size = size;
        this.cursors = cursors;
        this.only = only;
        this.streams = run.wired.connection().catalogue().streams().iterator();
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = run.calls.reading(this::fill);
        }
        return next != null;
    }

    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Batch batch = Objects.requireNonNull(next);
        next = null;
        return batch;
    }

    private @Nullable Batch fill() {
        while (reader != null || openNext()) {
            Batch batch = fill(Objects.requireNonNull(reader), Objects.requireNonNull(stream));
            if (batch != null) {
                return batch;
            }
        }
        tellUnread();
        run.readToTheEnd = true;
        return null;
    }

    /** An export under another name than before says nothing, and is not taken for one that has nothing to say. */
    private void tellUnread() {
        List<String> unread = arrived.unwanted();
        if (only != null || unread.isEmpty()) {
            return;
        }
        String told = "this connection reads no file called "
                + String.join(" or ", unread.subList(0, Math.min(NAMED, unread.size())))
                + (unread.size() > NAMED ? " (and " + (unread.size() - NAMED) + " more)" : "")
                + ", or not without another one, so nothing of it was taken; rename it, correct the name that is expected, or send"
                + " both together";
        if (arrived.allUnwanted()) {
            throw new ConnectorException(ConnectorException.Kind.BROKEN, told);
        }
        run.finding(told);
    }

    private boolean openNext() {
        while (streams.hasNext()) {
            Catalogue.Stream candidate = streams.next();
            if (only == null || only.containsKey(candidate.name())) {
                stream = candidate;
                came = false;
                cursor = cursors.getOrDefault(candidate.name(), "");
                reader = run.connector().read(candidate, new Cursor(cursor), context);
                return true;
            }
        }
        return false;
    }

    private @Nullable Batch fill(SourceReader reader, Catalogue.Stream stream) {
        List<SourceRecord> rows = new ArrayList<>(size);
        Set<String> wanted = only == null ? null : only.getOrDefault(stream.name(), Set.of());
        long heavy = reader.progress().done() + HEAVY;
        SourceRecord last = null;
        while (rows.size() < size && reader.hasNext()) {
            SourceRecord row = reader.next();
            if (last == null) {
                run.place.need();
            }
            last = row;
            run.calls.moved();
            if (wanted == null || wanted.contains(row.position().value())) {
                rows.add(row);
                if ((rows.size() & 63) == 0 && reader.progress().done() > heavy) {
                    break;
                }
            }
        }
        if (last != null) {
            came = true;
            cursor = last.position().value();
        }
        Progress progress = reader.progress();
        run.progress =
                new Progress(doneBefore + progress.done(), progress.total() < 0 ? -1 : totalBefore + progress.total());
        if (rows.isEmpty()) {
            finish(reader, stream, progress);
            return null;
        }
        Batch batch = new Batch(run.id, stream.name(), ordinal, List.copyOf(rows), List.of());
        run.ordinals.first(ordinal, stream.name(), rows.get(0).position().value());
        ordinal += rows.size();
        run.read.add(rows.size());
        run.batchesRead.increment();
        return batch;
    }

    private void finish(SourceReader reader, Catalogue.Stream stream, Progress progress) {
        Extent extent = reader.extent();
        for (Finding finding : reader.findings()) {
            run.finding(finding.where() + ": " + finding.what());
        }
        if (!came) {
            cursor = reader.endWithoutRows().map(Cursor::value).orElse(cursor);
        }
        boolean complete = extent.complete() && only == null;
        run.reading(new Reading(stream.name(), complete, extent.organizations(), cursor));
        doneBefore += progress.done();
        totalBefore += Math.max(0, progress.total());
        shut();
    }

    @Override
    public void close() {
        run.calls.letGo(this::shut);
    }

    private void shut() {
        SourceReader open = reader;
        reader = null;
        if (open != null) {
            open.close();
        }
    }
}
