// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.feeds.Rosters.Condition;
import org.susten.feeds.Rosters.Kind;
import org.susten.feeds.Rosters.Op;
import org.susten.feeds.Rosters.Question;

/**
 * What a caller asks of a collection: limit, offset, sort, orderBy, filter and fields of the standard.
 *
 * @param fields names of the fields to be answered; empty for all
 * @param unheeded what names a field that there is not: such a sort and such a selection are answered as if they were not there,
 *     as the standard demands, with a warning
 */
record Ask(
        int limit,
        long offset,
        Optional<Condition> sort,
        boolean descending,
        Filter filter,
        List<String> fields,
        List<Refused> unheeded) {

    private static final int USUAL = 100;
    private static final int MOST = 10_000;
    private static final long FAR = 999_999_999_999_999_999L;

    /** Reads a query string; parameters that the standard does not know are not heeded. */
    static Ask of(Collection collection, @Nullable String query) {
        Map<String, String> all = parameters(query);
        String filter = all.get("filter");
        List<Refused> unheeded = new ArrayList<>();
        return new Ask(
                (int) Math.min(number(all, "limit", USUAL, 1), MOST),
                number(all, "offset", 0, 0),
                sort(collection, all.get("sort"), unheeded),
                descending(all.get("orderBy")),
                filter == null ? Filter.NONE : Filter.parse(collection, filter),
                fields(collection, all.get("fields"), unheeded),
                unheeded);
    }

    static Map<String, String> parameters(@Nullable String query) {
        Map<String, String> all = new LinkedHashMap<>();
        if (query == null) {
            return all;
        }
        for (String part : query.split("&")) {
            String[] pair = part.split("=", 2);
            try {
                String name = URLDecoder.decode(pair[0], StandardCharsets.UTF_8);
                String value = pair.length == 2 ? URLDecoder.decode(pair[1], StandardCharsets.UTF_8) : "";
                String before = all.putIfAbsent(name, value);
                // Whichever counted, a client that adds its own to a page link would read the wrong page for ever.
                if (before != null && !before.equals(value)) {
                    throw Refused.data("a parameter is there twice, with different values");
                }
            } catch (IllegalArgumentException e) {
                throw Refused.data("the query is not encoded as it must be");
            }
        }
        return all;
    }

    private static long number(Map<String, String> all, String name, long otherwise, long least) {
        String text = all.get(name);
        if (text == null) {
            return otherwise;
        }
        // of more digits than any number of rows has there is no more to be told of
        long number = text.matches("\\d{1,18}") ? Long.parseLong(text) : text.matches("\\d+") ? FAR : -1;
        if (number < least) {
            throw Refused.data(name + " must be a whole number, at least " + least);
        }
        return number;
    }

    private static Optional<Condition> sort(Collection collection, @Nullable String name, List<Refused> unheeded) {
        if (name == null) {
            return Optional.empty();
        }
        Optional<Condition> field = Fields.find(collection, name.strip());
        if (field.isEmpty()) {
            unheeded.add(Refused.sorting(collection.single() + " has no field of the name in sort"));
        }
        return field;
    }

    private static boolean descending(@Nullable String order) {
        if (order != null && !order.equalsIgnoreCase("asc") && !order.equalsIgnoreCase("desc")) {
            throw Refused.data("orderBy must be asc or desc");
        }
        return order != null && order.equalsIgnoreCase("desc");
    }

    private static List<String> fields(Collection collection, @Nullable String list, List<Refused> unheeded) {
        if (list == null) {
            return List.of();
        }
        List<String> names =
                Arrays.stream(list.split(",", -1)).map(String::strip).toList();
        if (names.contains("")) {
            throw Refused.blankSelection();
        }
        if (names.stream().anyMatch(name -> !Fields.selectable(collection, name))) {
            unheeded.add(Refused.selection(collection.single() + " has no field of one of the names in fields"));
            return List.of();
        }
        return names.stream().map(name -> name.replaceAll("\\..*", "")).toList();
    }

    /** The question to the snapshot. */
    Question question(Route route) {
        Filter asked = filter.simplified();
        // The rows lie in the order of their ids.
        Optional<Condition> by = sort.filter(condition -> condition.kind() != Kind.ID);
        return new Question(
                route.collection().file(),
                route.collection().sub(),
                route.paths(),
                route.where(),
                asked.conditions(),
                asked.any(),
                by,
                descending,
                asked.speaksOfGone(),
                offset,
                limit);
    }

    /** The question for one object, which is told of even when it is no more. */
    static Question one(Collection collection, String id, List<Condition> where) {
        return new Question(
                collection.file(),
                collection.sub(),
                List.of(),
                where,
                List.of(new Condition("sourcedId", Kind.ID, Op.EQUAL, id)),
                false,
                Optional.empty(),
                false,
                true,
                0,
                1);
    }
}
