// SPDX-License-Identifier: Apache-2.0
package org.susten.identity;

/**
 * Which of several sources' values of a field is a person's, as a query: by trust in the source, recency and agreement, in the order that
 * {@code etc/survivorship.yaml} says. Of equals the lowest row counts, so that the answer is always the same.
 */
public final class Survival {

    private static final String BEST =
            """
            select distinct on (person) person, value, row, trust, agreement, records, since from (
              select c.person, c.value, c.row, c.since, coalesce(t.trust, 0)::bigint as trust,
                     count(*) over (partition by c.person, lower(c.value::text)) as agreement,
                     count(*) over (partition by c.person) as records
              from (%1$s) c
              left join (
                select n.stream, (select w.trust from identity.trust_v1 w
                                  where w.site = n.site and w.stream in ('', n.name) and w.field in ('', '%2$s')
                                  order by w.field desc, w.stream desc limit 1) as trust
                from store.stream_v1 n) t on t.stream = c.stream) v
            order by person, %3$s, %4$s, %5$s, row""";

    private static final String BY =
            "case (select s.%s from identity.survivorship_v1 s where s.field in ('', '%s') order by s.field desc limit 1)"
                    + " when 'trust' then trust when 'agreement' then agreement else since end desc";

    private Survival() {}

    /**
     * The one value of each person: {@code person, value, row, trust, agreement, records, since}.
     *
     * @param field its name in the common model, for example {@code givenName}; ours, never from outside
     * @param candidates a query of {@code person, value, row, since, stream} without unknown values
     */
    public static String best(String field, String candidates) {
        return BEST.formatted(
                candidates,
                field,
                BY.formatted("first", field),
                BY.formatted("second", field),
                BY.formatted("third", field));
    }
}
