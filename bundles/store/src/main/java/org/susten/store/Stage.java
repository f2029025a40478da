// SPDX-License-Identifier: Apache-2.0
package org.susten.store;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.model.Entity;
import org.susten.model.SourceId;

/**
 * The rows of one run before they are seen by anyone: {@code add}, then {@code compare}, {@code waitForParents}, and in one
 * transaction {@code people} and {@code merge}. Lives in unlogged tables of its own, so it is lost when PostgreSQL crashes: every
 * step then throws {@link StageLostException}, and the run is simply run again. A held run's stage survives a restart of the hub,
 * but takes no more rows then. {@code add} is safe for several threads, everything else is for one.
 *
 * <p>A record whose id names another stream than its origin's is shared: many source rows may say it, so it does not go when one of
 * them goes. It belongs to the stream of its origin, and is closed by a complete reading of that stream in which it is absent.
 */
@ProviderType
public interface Stage {

    /**
     * One entity of one source row.
     *
     * @param ordinal the source row's number in the run, from 1: the later of two rows with one key counts
     * @param entity what the row became, or null where the source says the row is gone
     * @param origin the source row: where it is sent again, what it no longer becomes is closed
     */
    record Row(long ordinal, @Nullable Entity entity, SourceId origin) {}

    /**
     * Adds a batch by COPY. Rows of one entity that are equal in every component are kept once. A source row that became nothing
     * is added as gone, so that what it was before is closed.
     */
    void add(List<Row> batch);

    /**
     * Source rows that came and could not be understood: the source has them still, so what they became before does not close
     * by absence. Safe for several threads.
     */
    void keep(List<SourceId> origins);

    /** Rows staged so far. */
    long size();

    /**
     * What a stream covered: absence closes rows only where it is complete.
     *
     * @param organizations row keys in the connection's organizations; empty means all
     */
    record Coverage(String system, String site, String stream, boolean complete, Set<String> organizations) {}

    /**
     * Compares what is staged with what is stored. Set-based; changes nothing but the stage. Idempotent; {@code waitForParents}
     * must follow.
     *
     * <p>Outside complete readings, a source row that is sent again, or gone, closes what it had become and becomes no longer. A
     * complete reading of some organizations closes only rows that name one of them.
     *
     * @return counts per stream of the source rows and entity; where stored rows are affected and the entity has an organization,
     *     also per affected organization
     */
    List<Change> compare(List<Coverage> coverage);

    /**
     * What a commit would do to one entity of one stream.
     *
     * @param organization the organization's key, or empty for the whole stream
     * @param before open rows before
     * @param added rows that are new, or open again
     * @param changed rows with new content
     * @param closed rows that would close
     * @param unchanged rows staged as they are stored; of an organization, stored rows that stay as they are
     */
    record Change(
            String stream,
            String entity,
            String organization,
            long before,
            long added,
            long changed,
            long closed,
            long unchanged) {}

    /** A staged row whose key another staged row of this run has too; the later counts and this one does not. */
    record Duplicate(String stream, String entity, String key, long ordinal) {}

    /** Rows that lost against a later row with the same key but other content, at most {@code limit}, after compare. */
    List<Duplicate> duplicates(int limit);

    /**
     * A row whose parent is neither stored nor staged.
     *
     * @param missing the parent it waits for: stream and key
     */
    record Orphan(String stream, String entity, String key, long ordinal, String component, SourceId missing) {}

    /**
     * Takes out of the stage every new or changed row whose required parent is missing, and keeps it as waiting; takes rows
     * that have waited, of any connection, and whose parents are now there, into the stage. Parents first, so any order of arrival
     * ends the same. A parent that is stored but closed is there. References between entities of one kind and lists of references
     * are not waited for. What the source no longer says, and what it now says otherwise, waits no more.
     *
     * @return how many of this run wait now, by {@code stream/Entity/parent's stream}
     */
    Map<String, Long> waitForParents();

    /** Rows of this run that wait, once per missing parent, at most {@code limit}; between {@code waitForParents} and {@code drop}. */
    List<Orphan> waiting(int limit);

    /**
     * Fills a relation with the people this run changes, for the person index: {@code row uuid, stream int, system text, site
     * text, key text, change char} (n new, c changed, x closed), {@code given_name, middle_name, family_name, suffix,
     * preferred_name text, birth_date date, sex text, roles text[], identifiers jsonb [{system, value}], phones jsonb, emails
     * jsonb, addresses jsonb, former_names jsonb}. Components a separate demographic row says are filled in.
     *
     * @return the relation's qualified name
     */
    String people(Connection transaction);

    /** Whether a merge would change a record: only then it needs a place in the order of commits. */
    boolean differs(Connection transaction);

    /**
     * Writes every difference into the store and its history under this commit, and keeps orphans waiting. Part of the caller's
     * transaction. Unchanged rows are not touched. Where nothing {@link #differs}, {@code commit} is not used.
     */
    void merge(Connection transaction, long commit);

    /**
     * After a merge, in its transaction: whether rows wait whose parents have all come. Another run was committed since
     * {@code waitForParents}, and neither saw the other. The caller rolls back and compares again, or leaves them waiting for
     * the next run of any connection.
     */
    boolean overtaken(Connection transaction);

    /** Lets the stage go. */
    void drop();
}
