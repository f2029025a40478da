// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.EdFiFeed;
import org.susten.governance.RosterFields;

/**
 * A feed as its agreement lets it be: the columns granted, each with its clause, and those withheld.
 *
 * @param granted in the data product's order; the recipient's id first
 */
public record Governed(
        Agreement agreement, Agreement.Feed feed, Dataset dataset, List<Granted> granted, List<Refused> withheld) {

    /** All that the feed says, each time. */
    public static final String FULL = "full";
    /** What has changed since the partner was told. */
    public static final String DELTA = "delta";

    /** Of rows that are of a day, those of the days; as a range, which an index on the child and the day can find. */
    private static final String TOUCHED = "join feed_touched x on x.person = l.person and " + Dataset.DAY
            + " between coalesce(x.day, '-infinity') and coalesce(x.day, 'infinity')";

    /** A column and the clauses that grant it. */
    public record Granted(Column column, String clause) {}

    /** A column and the clause that withholds it. */
    public record Refused(Column column, String element, String clause, String reason) {}

    /** Asks governance column by column. */
    public static Governed of(Agreements agreements, Agreement agreement, Agreement.Feed feed, Dataset dataset) {
        List<Granted> granted = new ArrayList<>();
        List<Refused> withheld = new ArrayList<>();
        for (Column column : dataset.columns()) {
            List<String> clauses = new ArrayList<>();
            Refused refused = null;
            for (String element : column.elements()) {
                Decision decision = agreements.field(feed.id(), element);
                if (!decision.permitted()) {
                    refused = new Refused(column, element, decision.clause(), decision.reason());
                    break;
                }
                clauses.add(decision.clause());
            }
            if (refused != null) {
                withheld.add(refused);
            } else {
                granted.add(new Granted(
                        column,
                        clauses.isEmpty()
                                ? agreement.id() + ": identifiability "
                                        + agreement.identifiability().name().toLowerCase(java.util.Locale.ROOT)
                                : String.join("; ", clauses)));
            }
        }
        return new Governed(
                agreement,
                feed,
                dataset,
                Collections.unmodifiableList(granted),
                Collections.unmodifiableList(withheld));
    }

    /** What it says depends on the agreement, the key of the partner's pseudonyms, and the definition of the measure that it says. */
    public String revision(Agreements agreements) {
        String revision = agreement.revision() + '+' + Recipients.markOfKey(agreements, agreement);
        return feed.measure() == null ? revision : revision + '+' + Hash.of(sql());
    }

    public List<Column> columns() {
        return granted.stream().map(Granted::column).toList();
    }

    /** Whether it is a roster, which has many files. */
    public boolean roster() {
        return dataset.name().equals(RosterFields.DATASET);
    }

    /** Whether it has the shape of Ed-Fi, with a file for each resource. */
    public boolean edFi() {
        return dataset.name().equals(EdFiFeed.DATASET);
    }

    /** Whether its rows are of many kinds, each its own file. */
    public boolean many() {
        return roster() || edFi();
    }

    /** Whether it tells of changes. */
    public boolean delta() {
        return feed.mode().equals(DELTA);
    }

    /** Whether it tells of changes in rows that are looked at one by one, so that no more need be read than may have changed. */
    public boolean narrows() {
        return delta() && !many();
    }

    /** What the dictionary explains: of Ed-Fi no property of a resource that is not there. */
    public List<Granted> explained() {
        if (!edFi()) {
            return granted;
        }
        Set<String> resources =
                EdFi.of(columns()).stream().map(EdFiResource::name).collect(Collectors.toSet());
        return granted.stream()
                .filter(g -> resources.contains(
                        g.column().name().substring(0, g.column().name().indexOf('.'))))
                .toList();
    }

    /** The files of a roster. */
    public Set<String> files() {
        Set<String> elements = Set.copyOf(elements());
        return RosterFields.files(elements::contains);
    }

    public List<Column> keys() {
        return columns().stream().filter(Column::key).toList();
    }

    /** Elements disclosed, each once. */
    public List<String> elements() {
        return columns().stream()
                .flatMap(c -> c.elements().stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Why the feed makes no sense with what is granted; empty where it does. */
    public Optional<Decision> senseless() {
        Optional<Refused> missing = withheld.stream()
                .filter(r -> dataset.required().contains(r.column().name()))
                .findFirst();
        if (missing.isPresent()) {
            Refused refused = missing.get();
            return Optional.of(new Decision(
                    false,
                    refused.clause(),
                    dataset.name() + " needs " + refused.element() + ": grant it, or choose another dataset"));
        }
        return granted.stream().anyMatch(g -> !g.column().elements().isEmpty())
                ? Optional.empty()
                : Optional.of(new Decision(
                        false, agreement.id() + ": fields", "no column of " + dataset.name() + " is granted"));
    }

    /** Where among the keys the day is that a row is of, from 1; empty where rows are of no day. */
    public OptionalInt dayKey() {
        List<Column> keys = keys();
        return IntStream.rangeClosed(1, keys.size())
                .filter(i -> keys.get(i - 1).sql().equals(Dataset.DAY))
                .findFirst();
    }

    /** The rows, one for each key: {@code person} and the granted columns. Nothing else is read of anybody. */
    public String sql() {
        return sql("", false);
    }

    /** Those of the children, and where rows are of a day, of the days, of which something has happened. */
    public String touchedSql() {
        return sql(dayKey().isPresent() ? ' ' + TOUCHED : "", false);
    }

    /**
     * The same in the order of a file, the same on every server whatever its collation, and each value as a file has it. In place of the
     * recipient's id, which is the first column, stands its rank in {@code feed_recipient}: a number is joined, sorted and read sooner.
     */
    public String straightSql() {
        return sql("", true);
    }

    private String sql(String narrowing, boolean straight) {
        List<String> spoken = new ArrayList<>();
        columns().forEach(c -> spoken.add(c.sql()));
        List<String> joins = new ArrayList<>();
        for (int i = dataset.joins().size() - 1; i >= 0; i--) {
            Dataset.Join join = dataset.joins().get(i);
            if (spoken.stream().anyMatch(s -> s.matches("(?s).*\\b" + join.alias() + "\\..*"))) {
                spoken.add(join.sql());
                joins.add(0, join.sql());
            }
        }
        Stream<String> keys = keys().stream().map(Column::quoted);
        Stream<String> values = columns().stream().map(Governed::typed);
        if (straight) {
            keys = Stream.concat(Stream.of(rank()), keys.skip(1));
            values = columns().stream().skip(1).map(Governed::written);
        }
        String told = keys.collect(Collectors.joining(", "));
        return "select distinct on (" + told + ") r." + (straight ? "rank, " : "person, ")
                + values.collect(Collectors.joining(", "))
                + " from " + dataset.from() + narrowing + ' ' + String.join(" ", joins)
                + " order by " + told + ", " + dataset.preference();
    }

    /** One number that sorts as the id and then the day, days counted from 2000 on, would. */
    private String rank() {
        return dayKey().isPresent()
                ? "(r.rank << 32) + coalesce(" + Dataset.DAY + " - date '2000-01-01', 2147483647)"
                : "r.rank";
    }

    private static String written(Column column) {
        String value = "(" + column.sql() + ")::" + column.type().sql();
        String written =
                switch (column.type()) {
                    case TEXT -> '(' + value + ") collate \"C\"";
                    case BOOLEAN -> '(' + value + ")::text";
                    case DAY, INTEGER, NUMBER -> value;
                };
        return written + ' ' + column.quoted();
    }

    private static String typed(Column column) {
        return "(" + column.sql() + ")::" + column.type().sql() + ' ' + column.quoted();
    }

    /** What a row is told by, as text. */
    public String keyArray(String alias) {
        return keys().stream()
                .map(c -> alias + '.' + c.quoted() + "::text")
                .collect(Collectors.joining(", ", "array[", "]"));
    }

    /** The shape of a row: its format, names of the columns and of the keys among them. */
    public String shape() {
        return feed.format()
                + columns().stream()
                        .map(c -> c.key() ? c.name() + '*' : c.name())
                        .collect(Collectors.joining(",", ":", ""));
    }
}
