// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import org.susten.db.Database;
import org.susten.identity.matching.Model;

/**
 * Scores the whole index under a model that is not in force, as a run that is never committed, and counts what would change. Takes no
 * lock that a run waits for; slice by slice in transactions of their own.
 */
final class Trial {

    /** Stands for a run; one trial at a time. */
    static final long RUN = -2;

    private static final String RECORDS =
            """
            insert into identity.pending_record (run, record, row, stream, role, change, person, was_closed, features)
            select %d, record, row, stream, role, case when closed then 'x' else 'c' end::"char", person, closed, features
            from identity.link where features is not null
            """;

    /** A person gives records to another: a link; where it keeps some, or they go to none there is, they part too. */
    private static final String MOVES =
            """
            create temp table move on commit drop as
            select k.former, k.person, k.kind, min(k.rule) as rule,
                   exists (select from identity.pending_record r where r.run = %1$d and r.person = k.former
                           and not exists (select from identity.pending_link o where o.run = %1$d and o.record = r.record)) as remains
            from identity.pending_link k where k.run = %1$d and k.former is not null group by k.former, k.person, k.kind
            """;

    private static final String ASKS =
            """
            create temp table ask on commit drop as
            select distinct on (1, 2) least(x.person, y.person) as person, greatest(x.person, y.person) as other, n.reason, n.bits
            from identity.pending_review n join identity.link x on x.record = n.a join identity.link y on y.record = n.b
            where n.run = %d and x.person <> y.person order by 1, 2, n.bits desc
            """;

    private static final String ASKED =
            """
            create temp table asked on commit drop as
            select distinct least(x.person, y.person) as person, greatest(x.person, y.person) as other
            from identity.review r join identity.link x on x.record = r.a join identity.link y on y.record = r.b
            where r.state = 'open'
            """;

    private static final String COUNTS =
            """
            update identity.model set reported = ?,
                persons = (select count(distinct person) from identity.pending_record where run = ?),
                links = (select count(*) from move where kind = 'moved'),
                unlinks = (select count(distinct former) from move where kind <> 'moved' or remains),
                reviews = (select count(*) from ask left join asked using (person, other) where asked.person is null),
                settled = (select count(*) from asked left join ask using (person, other) where ask.person is null)
            where version = ?
            """;

    private static final String EXAMPLES =
            """
            insert into identity.model_example (version, kind, person, other, reason)
            (select ?, 'link', person, former, rule from move where kind = 'moved' order by former, person limit ?)
            union all
            (select ?, 'unlink', former, case when kind = 'split' then 0 else person end, rule from move
             where kind <> 'moved' or remains order by former, person limit ?)
            union all
            (select ?, 'review', person, other, reason from ask left join asked using (person, other)
             where asked.person is null order by bits desc, person, other limit ?)
            """;

    private static final int EXAMPLES_OF_A_KIND = 20;

    private final Database database;
    private final long version;
    private final Model model;

    Trial(Database database, long version, Model model) {
        this.database = database;
        this.version = version;
        this.model = model;
    }

    /**
     * Scores, counts and writes the report.
     *
     * @param progress told how many records are done
     */
    void report(java.time.Instant now, LongConsumer progress) {
        LongMap all = new LongMap();
        database.inTransaction(c -> {
            JdbcPeople.forget(c, RUN);
            Sql.run(c, RECORDS.formatted(RUN));
            Sql.run(c, "analyze identity.pending_record");
            return RUN;
        });
        long after = 0;
        for (long next = slice(after, all); next != 0; next = slice(after, all)) {
            after = next;
            progress.accept(all.size());
        }
        database.inTransaction(c -> {
            Sql.run(c, "set local work_mem = '64MB'; set local jit = off; analyze identity.pending_edge");
            // Plans of prepared statements outlive the moment when a table was empty.
            Sql.run(c, "set local enable_seqscan = off");
            Resolution resolution = new Resolution(c, RUN, model, Repeating.of(c), new Members(c, RUN, all));
            resolution.decide(new long[0]);
            resolution.keepBestReviews();
            Sql.run(c, "set local enable_seqscan = on");
            write(c, now);
            JdbcPeople.forget(c, RUN);
            return RUN;
        });
    }

    private long slice(long after, LongMap all) {
        return database.inTransaction(c -> {
            Members members = new Members(c, RUN, new LongMap());
            List<Member> slice = members.slice(after, Staging.SLICE);
            if (slice.isEmpty()) {
                return 0L;
            }
            slice.forEach(m -> all.add(m.record()));
            Set<Integer> several = Repeating.of(c);
            write(c, new Comparing(c, model, several, members::ofRun).compare(slice));
            return slice.get(slice.size() - 1).record();
        });
    }

    /** Each pair when its newer record's turn comes. */
    private static void write(Connection c, List<Comparing.Alike> found) throws SQLException {
        Copy edges = new Copy(c, "identity.pending_edge (run, a, b, bits)");
        Copy reviews = new Copy(c, "identity.pending_review (run, a, b, bits, reason)");
        for (Comparing.Alike pair : found) {
            long a = pair.a().record();
            long b = pair.b().record();
            if (b > a) {
                continue;
            }
            if (pair.reason().isEmpty()) {
                edges.row().put(RUN).put(a).put(b).put(pair.bits());
                edges.row().put(RUN).put(b).put(a).put(pair.bits());
            } else {
                reviews.row().put(RUN).put(a).put(b).put(pair.bits()).put(pair.reason());
            }
        }
        edges.flush();
        reviews.flush();
    }

    private void write(Connection c, java.time.Instant now) throws SQLException {
        Sql.run(c, MOVES.formatted(RUN));
        Sql.run(c, ASKS.formatted(RUN));
        Sql.run(c, ASKED);
        Sql.update(c, COUNTS, java.sql.Timestamp.from(now), RUN, version);
        Sql.update(c, "delete from identity.model_example where version = ?", version);
        Sql.update(c, EXAMPLES, version, EXAMPLES_OF_A_KIND, version, EXAMPLES_OF_A_KIND, version, EXAMPLES_OF_A_KIND);
        ErrorCounts.write(c, version, model);
    }
}
