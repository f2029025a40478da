// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.susten.governance.EdFiFeed;

/** What the hub can tell in the shape of Ed-Fi's data standard 5. */
public final class EdFi {

    /** All resources, in the order in which each finds what it refers to. */
    public static final List<EdFiResource> ALL = Stream.of(
                    EdFiPeople.ALL,
                    EdFiContacts.ALL,
                    EdFiCalendar.ALL,
                    EdFiEvents.ALL,
                    EdFiClasses.ALL,
                    EdFiStaff.ALL,
                    EdFiGradebook.ALL,
                    EdFiTests.ALL)
            .flatMap(List::stream)
            .toList();

    private EdFi() {}

    /** A text that names nothing, as long as the data standard takes it: longer ones are refused with all that refers to theirs. */
    static String within(int most, String sql) {
        return "nullif(rtrim(left(" + sql + ", " + most + ")), '')";
    }

    /** Minutes of a day; what cannot be of one day is not told, for all of the event would be refused. */
    static String withinADay(String minutes) {
        return "case when " + minutes + " between 0 and 1440 then " + minutes + " end";
    }

    /** A name that is a key, as long as the data standard takes it: a longer one ends in a mark of its own, so that it still tells one from another. */
    static String key(int most, String sql) {
        return "case when length(" + sql + ") > " + most + " then rtrim(left(" + sql + ", " + (most - 9)
                + ")) || ' ' || left(encode(sha256(convert_to(" + sql + ", 'UTF8')), 'hex'), 8) else " + sql + " end";
    }

    /** As a data product: the properties of all resources. */
    public static Dataset dataset() {
        List<Column> columns = new ArrayList<>();
        ALL.forEach(resource -> columns.addAll(resource.columns()));
        return new Dataset(
                EdFiFeed.DATASET,
                "Students, schools, programs, classes, attendance and tests, as Ed-Fi's API has them",
                "",
                List.of(),
                columns,
                "",
                Set.of());
    }

    /** The resources of a feed under its grants. */
    public static List<EdFiResource> of(List<Column> granted) {
        return ALL.stream()
                .filter(resource -> resource.present(granted::contains))
                .toList();
    }
}
