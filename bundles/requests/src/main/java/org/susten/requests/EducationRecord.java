// SPDX-License-Identifier: Apache-2.0
package org.susten.requests;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything the hub holds about one person, and who received what of it.
 *
 * @param person the hub's number
 * @param at when it was put together
 * @param sections what is held, by kind of record
 * @param former what was held before, as far as it still is: records that were changed or closed since, by kind of record
 * @param waiting what came and is in force for nobody yet, for what it belongs to has not come, by kind of record
 * @param unread rows that came and could not be understood, oldest first; only those that can be told to be this person's
 * @param rawFiles files in which sources that know the person sent their rows, as long as they are kept; named, for they hold others too
 * @param disclosures oldest first
 */
public record EducationRecord(
        long person,
        Instant at,
        List<Section> sections,
        List<Section> former,
        List<Section> waiting,
        List<Unread> unread,
        List<RawFile> rawFiles,
        List<Disclosure> disclosures) {

    /** Keeps its own copies. */
    public EducationRecord {
        sections = List.copyOf(sections);
        former = List.copyOf(former);
        waiting = List.copyOf(waiting);
        unread = List.copyOf(unread);
        rawFiles = List.copyOf(rawFiles);
        disclosures = List.copyOf(disclosures);
    }

    /** Records alone, without what is kept beside them. */
    public EducationRecord(
            long person, Instant at, List<Section> sections, List<Section> former, List<Disclosure> disclosures) {
        this(person, at, sections, former, List.of(), List.of(), List.of(), disclosures);
    }

    /** The number only: this holds a person's data. */
    @Override
    public String toString() {
        return "EducationRecord[" + person + "]";
    }

    /**
     * Records of one kind.
     *
     * @param entity its name in the common model
     * @param title the same in plain words
     */
    public record Section(String entity, String title, List<Entry> entries) {
        /** Keeps its own copy. */
        public Section {
            entries = List.copyOf(entries);
        }

        @Override
        public String toString() {
            return "Section[" + entity + "]";
        }
    }

    /**
     * One record as its source said it.
     *
     * @param source whose system said it, in words for people
     * @param since when the hub learnt it
     * @param until when it learnt that this is so no more; absent while it is
     * @param values by what they mean, in the order of the model; nothing that is not known
     */
    public record Entry(String source, Instant since, @Nullable Instant until, Map<String, String> values) {
        @Override
        public String toString() {
            return "Entry[" + source + "]";
        }
    }

    /**
     * A row in quarantine, as its source wrote it.
     *
     * @param source whose system sent it, in words for people
     * @param connection by which connection of the hub it came
     * @param stream the source's name for rows of this kind
     * @param position where it stood: file and row number
     * @param since when the hub read it
     * @param why why it could not be understood, in words for people
     * @param answered whether it was read again since, or somebody has said that nobody misses it
     * @param values what it says, by the source's own columns
     * @param withheld columns that are filled and not shown: they name somebody else, or may hold rows of others
     */
    public record Unread(
            String source,
            String connection,
            String stream,
            String position,
            Instant since,
            String why,
            boolean answered,
            Map<String, String> values,
            List<String> withheld) {
        /** Keeps its own copy. */
        public Unread {
            withheld = List.copyOf(withheld);
        }

        @Override
        public String toString() {
            return "Unread[" + connection + ", " + stream + "]";
        }
    }

    /**
     * A raw file of a source that knows the person; it may hold rows of the person, and holds others.
     *
     * @param source whose system sent it, in words for people
     * @param connection by which connection of the hub it came
     * @param until when its retention ends
     * @param waits whether it is kept longer, for something in it is not read or not understood yet
     */
    public record RawFile(
            String source, String connection, String name, Instant received, Instant until, boolean waits) {}

    /**
     * That something left the hub.
     *
     * @param to who received it
     * @param what in plain words: {@code enrollment: grade}
     * @param purpose why
     * @param agreement under which agreement
     * @param legalBasis the law that allows it, by its code
     * @param onward who may receive it from the recipient
     * @param together whether the hub took the child and another for one at the time, so that it may have been about either
     */
    public record Disclosure(
            Instant at,
            String to,
            List<String> what,
            String purpose,
            String agreement,
            String legalBasis,
            List<String> onward,
            boolean together) {
        /** Keeps its own copies. */
        public Disclosure {
            what = List.copyOf(what);
            onward = List.copyOf(onward);
        }
    }
}
