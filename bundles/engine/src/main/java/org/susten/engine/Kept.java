// SPDX-License-Identifier: Apache-2.0
package org.susten.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Input that is kept beside the records of the store: rows in quarantine and raw files. For whoever must say what the hub holds of
 * somebody. Reads only; safe for any thread.
 */
@ProviderType
public interface Kept {

    /**
     * By what a connection's source knows somebody.
     *
     * @param persons keys of the records that say who they are, by stream
     * @param records keys of what else is said of them, by stream
     * @param references keys by which other rows of the source refer to them and to nobody else
     */
    record Known(Map<String, Set<String>> persons, Map<String, Set<String>> records, Set<String> references) {

        /** Keeps its own copies. */
        public Known {
            persons = Map.copyOf(persons);
            records = Map.copyOf(records);
            references = Set.copyOf(references);
        }

        /** How many keys it is, never which. */
        @Override
        public String toString() {
            return "Known[" + references.size() + "]";
        }
    }

    /**
     * A row in quarantine.
     *
     * @param position where it stood: file and row number
     * @param since when the run began that read it
     * @param column the column at fault
     * @param rule the rule that is broken
     * @param message what is expected, in a sentence; never the value
     * @param answered whether a later run has read it again, or somebody has said that nobody misses it
     * @param values what it says, by column: those that the connection declares first
     * @param withheld columns that are filled and not shown: they name somebody else, or run over several lines, in which other rows may stand
     */
    record Row(
            String stream,
            String position,
            Instant since,
            String column,
            String rule,
            String message,
            boolean answered,
            Map<String, String> values,
            List<String> withheld) {

        /** Keeps its own copy. */
        public Row {
            withheld = List.copyOf(withheld);
        }

        /** Where it stood; what it says is people's data. */
        @Override
        public String toString() {
            return "Row[" + stream + '@' + position + "]";
        }
    }

    /**
     * A raw file.
     *
     * @param until when the connection's retention ends
     * @param waits whether it is kept longer, for it is not read yet, or rows of it are in quarantine still
     */
    record RawFile(String name, Instant received, Instant until, boolean waits) {}

    /**
     * Rows in quarantine that are somebody's, oldest first: those with the key of a record of theirs, and those that refer to them as their
     * person. A row whose key cannot be read is nobody's here, nor is one that is about another person as well, or says about whom it is in a
     * way that is no plain key. Of a connection that is not up it is not known which column refers to whom: keys of persons count alone.
     */
    List<Row> rows(String connection, Known known);

    /** Raw files of a connection that are still there, oldest first. Each may hold anybody. */
    List<RawFile> files(String connection);
}
