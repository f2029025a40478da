// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.susten.feeds.Rosters.Condition;
import org.susten.feeds.Rosters.Kind;
import org.susten.feeds.Rosters.Op;
import org.susten.feeds.Rosters.Path;

/**
 * What an address asks for.
 *
 * @param collection what is answered
 * @param single the id of the one object that is asked for
 * @param within objects that the address names on its way: they must be there
 * @param paths rows that lead to the answer
 * @param where conditions on the answer
 */
record Route(
        Collection collection, Optional<String> single, List<Place> within, List<Path> paths, List<Condition> where) {

    /** An object that an address names. */
    record Place(Collection collection, String id, List<Condition> where) {}

    private static Route all(Collection collection) {
        return new Route(collection, Optional.empty(), List.of(), List.of(), List.of());
    }

    private Route in(Collection collection, String id, Condition... where) {
        List<Place> places = new ArrayList<>(within);
        places.add(new Place(collection, id, List.of(where)));
        return new Route(this.collection, single, List.copyOf(places), paths, this.where);
    }

    private Route by(Path path) {
        List<Path> more = new ArrayList<>(paths);
        more.add(path);
        return new Route(collection, single, within, List.copyOf(more), where);
    }

    private Route with(Condition condition) {
        List<Condition> more = new ArrayList<>(where);
        more.add(condition);
        return new Route(collection, single, within, paths, List.copyOf(more));
    }

    private static Condition is(String field, String id) {
        return new Condition(field, Kind.EXACT, Op.EQUAL, id);
    }

    private static Condition holds(String field, String id) {
        return new Condition(field, Kind.LIST, Op.CONTAINS, id);
    }

    /** The route of a path below a service, already cut at its slashes. */
    static Optional<Route> of(Service service, List<String> path) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Optional<Collection> first = Collection.of(path.get(0));
        Optional<Route> route =
                switch (path.size()) {
                    case 1 -> first.map(Route::all);
                    case 2 -> first.map(c -> new Route(c, Optional.of(path.get(1)), List.of(), List.of(), List.of()));
                    case 3 -> nested(path.get(0), path.get(1), path.get(2));
                    case 5 -> deep(path.get(0) + '/' + path.get(2) + '/' + path.get(4), path.get(1), path.get(3));
                    default -> Optional.empty();
                };
        return route.filter(found -> service.has(found.collection()));
    }

    private static Optional<Route> nested(String parent, String id, String children) {
        return Optional.ofNullable(
                switch (parent + '/' + children) {
                    case "schools/classes" ->
                        all(Collection.CLASSES).in(Collection.SCHOOLS, id).with(is("schoolSourcedId", id));
                    case "schools/courses" ->
                        all(Collection.COURSES)
                                .in(Collection.SCHOOLS, id)
                                .by(new Path("classes", "courseSourcedId", Map.of("schoolSourcedId", id)));
                    case "schools/enrollments" ->
                        all(Collection.ENROLLMENTS).in(Collection.SCHOOLS, id).with(is("schoolSourcedId", id));
                    case "schools/students" ->
                        all(Collection.STUDENTS).in(Collection.SCHOOLS, id).with(holds("orgSourcedIds", id));
                    case "schools/teachers" ->
                        all(Collection.TEACHERS).in(Collection.SCHOOLS, id).with(holds("orgSourcedIds", id));
                    case "schools/terms" ->
                        all(Collection.TERMS)
                                .in(Collection.SCHOOLS, id)
                                .by(new Path("classes", "termSourcedIds", Map.of("schoolSourcedId", id)));
                    case "schools/lineItems" ->
                        all(Collection.LINE_ITEMS).in(Collection.SCHOOLS, id).with(is("schoolSourcedId", id));
                    case "schools/scoreScales" -> all(Collection.SCORE_SCALES).in(Collection.SCHOOLS, id);
                    case "classes/scoreScales" -> all(Collection.SCORE_SCALES).in(Collection.CLASSES, id);
                    case "classes/resources" -> all(Collection.RESOURCES).in(Collection.CLASSES, id);
                    case "courses/resources" -> all(Collection.RESOURCES).in(Collection.COURSES, id);
                    case "users/resources" -> all(Collection.RESOURCES).in(Collection.USERS, id);
                    case "classes/students" -> members(Collection.STUDENTS, id);
                    case "classes/teachers" -> members(Collection.TEACHERS, id);
                    case "classes/lineItems" ->
                        all(Collection.LINE_ITEMS).in(Collection.CLASSES, id).with(is("classSourcedId", id));
                    case "classes/results" ->
                        all(Collection.RESULTS).in(Collection.CLASSES, id).with(is("classSourcedId", id));
                    case "classes/categories" ->
                        all(Collection.CATEGORIES)
                                .in(Collection.CLASSES, id)
                                .by(new Path("lineItems", "categorySourcedId", Map.of("classSourcedId", id)));
                    case "courses/classes" ->
                        all(Collection.CLASSES).in(Collection.COURSES, id).with(is("courseSourcedId", id));
                    case "users/classes" -> classesOf(Collection.USERS, id);
                    case "students/classes" -> classesOf(Collection.STUDENTS, id);
                    case "teachers/classes" -> classesOf(Collection.TEACHERS, id);
                    case "terms/classes" ->
                        all(Collection.CLASSES)
                                .in(Collection.ACADEMIC_SESSIONS, id)
                                .with(holds("termSourcedIds", id));
                    case "terms/gradingPeriods" ->
                        all(Collection.GRADING_PERIODS)
                                .in(Collection.ACADEMIC_SESSIONS, id)
                                .with(is("parentSourcedId", id));
                    default -> null;
                });
    }

    private static Optional<Route> deep(String words, String first, String second) {
        Condition there = is("schoolSourcedId", first);
        return Optional.ofNullable(
                switch (words) {
                    case "schools/classes/enrollments" ->
                        all(Collection.ENROLLMENTS)
                                .in(Collection.SCHOOLS, first)
                                .in(Collection.CLASSES, second, there)
                                .with(is("classSourcedId", second));
                    case "schools/classes/students" ->
                        members(Collection.STUDENTS, second)
                                .in(Collection.SCHOOLS, first)
                                .in(Collection.CLASSES, second, there);
                    case "schools/classes/teachers" ->
                        members(Collection.TEACHERS, second)
                                .in(Collection.SCHOOLS, first)
                                .in(Collection.CLASSES, second, there);
                    case "classes/lineItems/results" ->
                        all(Collection.RESULTS)
                                .in(Collection.CLASSES, first)
                                .in(Collection.LINE_ITEMS, second, is("classSourcedId", first))
                                .with(is("lineItemSourcedId", second));
                    case "classes/students/results" ->
                        all(Collection.RESULTS)
                                .in(Collection.CLASSES, first)
                                .in(Collection.STUDENTS, second)
                                .with(is("classSourcedId", first))
                                .with(is("studentSourcedId", second));
                    default -> null;
                });
    }

    private static Route members(Collection collection, String id) {
        return all(collection)
                .in(Collection.CLASSES, id)
                .by(new Path("enrollments", "userSourcedId", Map.of("classSourcedId", id, "role", collection.sub())));
    }

    private static Route classesOf(Collection collection, String id) {
        return all(Collection.CLASSES)
                .in(collection, id)
                .by(new Path("enrollments", "classSourcedId", Map.of("userSourcedId", id)));
    }
}
