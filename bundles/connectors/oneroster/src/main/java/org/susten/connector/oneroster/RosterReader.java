// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.susten.connector.oneroster.Manifest.Mode;
import org.susten.model.words.Count;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.Progress;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** One file of an export, which knows from the manifest and from its rows whether it is everything. */
final class RosterReader implements SourceReader {

    /** When the absence of a row closes it. */
    enum Snapshot {
        /** Where the manifest says bulk. */
        MANIFEST,
        /** Whatever the manifest says. */
        ALWAYS,
        /** Not at all. */
        NEVER
    }

    private final SourceReader rows;
    private final RosterRows made;
    private final Optional<Mode> mode;
    private final Snapshot snapshot;
    private final String file;
    private final List<Finding> before;

    RosterReader(
            String file,
            SourceReader rows,
            RosterRows made,
            Optional<Mode> mode,
            Snapshot snapshot,
            List<Finding> before) {
        this.file = file;
        this.rows = rows;
        this.made = made;
        this.mode = mode;
        this.snapshot = snapshot;
        this.before = List.copyOf(before);
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public SourceRecord next() {
        return rows.next();
    }

    @Override
    public Extent extent() {
        boolean everything =
                switch (snapshot) {
                    case ALWAYS -> true;
                    case NEVER -> false;
                    case MANIFEST -> mode.map(said -> said == Mode.BULK).orElse(made.dated() == 0);
                };
        return everything ? rows.extent() : Extent.CHANGES;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> all = new ArrayList<>(before);
        all.addAll(rows.findings());
        if (mode.equals(Optional.of(Mode.DELTA)) && made.undated() > 0) {
            all.add(new Finding(
                    file,
                    Count.of(
                                    made.undated(),
                                    "row of this delta lacks status or dateLastModified",
                                    "rows of this delta lack status or dateLastModified")
                            + "; what has no status is taken as active"));
        }
        if (made.leftGrades() > 0) {
            all.add(
                    new Finding(
                            file,
                            Count.of(
                                            made.leftGrades(),
                                            "row says another grade than before, and roles.csv does not bring the role of its user",
                                            "rows say another grade than before, and roles.csv does not bring the roles of their users")
                                    + ": their enrollments keep the grade they had until the next bulk export, or a delta with both"));
        }
        if (made.inactive() > 0) {
            all.add(new Finding(
                    file, Count.of(made.inactive(), "row is", "rows are") + " inactive, which is read as tobedeleted"));
        }
        return List.copyOf(all);
    }

    @Override
    public Progress progress() {
        return rows.progress();
    }

    @Override
    public void close() {
        rows.close();
    }
}
