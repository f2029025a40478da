// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.susten.measures.Measure;
import org.susten.measures.Table;
import org.susten.measures.Table.Published;
import org.susten.measures.Table.Row;
import org.susten.measures.Table.Value;
import org.susten.pages.Html;

/** Released measures for people: figures of everybody, then by one division at a time with a bar for each, then all of the table. */
final class MeasurePage {

    private static final String HERE = "/api/v1/measures";
    private static final String NOT_TOLD = "not told";

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(Locale.US);

    private final ZoneId zone;

    /** {@code zone}: the hub's, whose days are meant. */
    MeasurePage(ZoneId zone) {
        this.zone = zone;
    }

    /** A measure and whether there is a table of it to look at. */
    record Listed(Measure measure, boolean released) {}

    byte[] list(List<Listed> measures) {
        Html html = new Html("Measures");
        html.put("h1", "Measures");
        html.put("p class=\"soft\"", "Counts of many children. No count here tells of a single one.");
        if (measures.isEmpty()) {
            html.put("p", "There is no measure yet.");
        }
        for (Listed listed : measures) {
            Measure measure = listed.measure();
            html.open("section").put("h2", measure.title()).put("p", measure.question());
            html.put("p class=\"soft\"", days(measure) + ". " + measure.owner() + " answers for it.");
            if (listed.released()) {
                html.open("p").link(HERE + '/' + measure.id(), "The figures").close("p");
            } else {
                html.put("p class=\"soft\"", "Not released yet.");
            }
            html.close("section");
        }
        return html.bytes();
    }

    byte[] table(Table table) {
        Measure measure = table.measure();
        Html html = new Html(measure.title());
        html.open("p class=\"soft\"").link(HERE, "All measures").close("p");
        html.put("h1", measure.title());
        html.put("p", measure.question());
        html.put(
                "p class=\"soft\"",
                days(measure) + ". Counted " + day(table.at()) + ", release " + table.release() + '.');
        double most = most(table);
        everybody(html, table, most);
        boolean anybody = !table.rows().isEmpty();
        for (int division = 0; anybody && division < table.divisions().size(); division++) {
            divided(html, table, division, most);
        }
        if (anybody && table.divisions().size() > 1) {
            html.open("details").put("summary", "All of the table");
            rows(html, table, table.divisions(), row -> true, 0);
            html.close("details");
        }
        published(html, table);
        notes(html, table);
        return html.bytes();
    }

    private static void everybody(Html html, Table table, double most) {
        html.open("section").put("h2", "Everybody");
        table.rows().stream()
                .filter(row -> row.group().stream().allMatch(Table.ALL::equals))
                .findFirst()
                .ifPresentOrElse(
                        row -> {
                            html.put("p class=\"soft\"", people(row.people()));
                            for (int i = 0; i < row.values().size(); i++) {
                                html.put(
                                        "p class=\"figure\"",
                                        row.values().get(i).text());
                                bar(html, row.values().get(i), most);
                                html.put("p class=\"soft\"", heading(table, i));
                            }
                        },
                        () -> html.put(
                                "p",
                                "Nobody has been counted: in these days nobody is in the cohort, or what is asked is known of nobody."));
        html.close("section");
    }

    private static void divided(Html html, Table table, int division, double most) {
        html.open("section")
                .put("h2", "By " + MeasureRule.words(table.divisions().get(division)));
        rows(
                html,
                table,
                List.of(table.divisions().get(division)),
                row -> IntStream.range(0, row.group().size())
                        .allMatch(i -> (i == division) != row.group().get(i).equals(Table.ALL)),
                most);
        html.close("section");
    }

    /** With a bar for each figure, as long as a share of {@code most}; without where that is 0. */
    private static void rows(Html html, Table table, List<String> divisions, Predicate<Row> wanted, double most) {
        html.open("div class=\"scroll\"").open("table").open("tr");
        divisions.forEach(division -> html.put("th", MeasureRule.words(division)));
        html.put("th class=\"number\"", "people");
        for (int i = 0; i < table.outcomes().size(); i++) {
            html.put("th", heading(table, i));
        }
        html.close("tr");
        for (Row row : table.rows().stream().filter(wanted).toList()) {
            html.open("tr");
            for (String division : divisions) {
                html.put("td", row.group().get(table.divisions().indexOf(division)));
            }
            html.put("td class=\"number\"", row.people() == null ? NOT_TOLD : number(row.people()));
            for (Value value : row.values()) {
                html.open("td").text(value.text());
                bar(html, value, most);
                html.close("td");
            }
            html.close("tr");
        }
        html.close("table").close("div");
    }

    private static void bar(Html html, Value value, double most) {
        Double figure = value.figure();
        if (figure != null && most > 0) {
            html.bar(figure / most);
        }
    }

    /** Shares are parts of 1; means of the largest one, and 0 where one is below nothing, for a bar cannot be. */
    private static double most(Table table) {
        if (!(table.measure().outcome() instanceof Measure.Mean)) {
            return 1;
        }
        DoubleSummaryStatistics means = table.rows().stream()
                .flatMap(row -> row.values().stream())
                .map(Value::figure)
                .filter(figure -> figure != null)
                .mapToDouble(Double::doubleValue)
                .summaryStatistics();
        return means.getCount() == 0 || means.getMin() < 0 ? 0 : means.getMax();
    }

    private static String heading(Table table, int column) {
        return table.measure().outcome() instanceof Measure.Share
                ? table.measure().title()
                : table.outcomes().get(column);
    }

    /** Never in one table with what the hub has counted. */
    private static void published(Html html, Table table) {
        if (table.published().isEmpty()) {
            return;
        }
        html.open("section").put("h2", "Published by others");
        html.put(
                "p class=\"soft\"",
                "Not counted by this hub: other days, other definitions, other children may be meant.");
        html.open("div class=\"scroll\"").open("table").open("tr");
        for (String head : List.of("by", "about", "indicator", "days", "of whom", "how many", "of")) {
            html.put("th", head);
        }
        html.close("tr");
        for (Published figure : table.published()) {
            html.open("tr")
                    .put("td", figure.source())
                    .put("td", figure.organization() == null ? "" : figure.organization())
                    .put("td", figure.indicator())
                    .put("td", figure.begin() + " to " + figure.end())
                    .put("td", figure.subgroup() == null ? "everyone" : figure.subgroup())
                    .put("td", plain(figure.numerator()))
                    .put("td", plain(figure.denominator()))
                    .close("tr");
        }
        html.close("table").close("div").close("section");
    }

    private static void notes(Html html, Table table) {
        Measure measure = table.measure();
        html.open("section").put("h2", "How it is counted").open("dl");
        html.term("Who is counted", MeasureRule.cohort(measure));
        html.term("What of them", MeasureRule.outcome(measure));
        html.term("Follows", measure.follows());
        html.term("Who answers for it", measure.owner() + ", version " + measure.version());
        html.term(
                "What is not told",
                table.withheld() == 0
                        ? "nothing: every count is told."
                        : number(table.withheld()) + (table.withheld() == 1 ? " count: " : " counts: ")
                                + table.withheldBecause() + ".");
        html.term(
                "Who is left out",
                table.leftOut().isEmpty()
                        ? ""
                        : "A few children whose " + String.join(" or ", table.leftOut()) + " is not known.");
        html.close("dl").close("section");
    }

    private static String days(Measure measure) {
        return day(measure.begin()) + " to " + day(measure.end());
    }

    private static String day(LocalDate day) {
        return DAY.format(day);
    }

    private String day(Instant moment) {
        return DAY.format(moment.atZone(zone));
    }

    private static String people(@Nullable Long people) {
        return people == null ? "How many people is not told" : number(people) + " people";
    }

    private static String number(long number) {
        return NumberFormat.getIntegerInstance(Locale.US).format(number);
    }

    private static String plain(@Nullable BigDecimal number) {
        return number == null ? NOT_TOLD : number.toPlainString();
    }
}
