// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Community.DAY;
import static org.susten.feeds.internal.Community.bridges;
import static org.susten.feeds.internal.Community.users;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.db.testing.Postgres;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.packing.Manifest;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.ConsentKind;
import org.susten.model.SourceId;

@DisplayName("A feed of changes reads no more than may have changed")
class TouchedTest {

    private static final String WHOLE = "whole";
    private static final String IDENTIFIED = "identifiability: identified";

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private Hub hub;
    /** Who is merged with somebody just now; 0 for nobody. */
    private long merged;

    private void hub(String dataset, String fields, String identifiability) {
        hub = new Hub(postgres.database(), folder);
        hub.community.settle();
        hub.save(Hub.agreement()
                .dataset(dataset)
                .fields(fields)
                .delta()
                .with(IDENTIFIED, identifiability)
                .with(
                        "    deliver: file:store/outbox/bridges\n",
                        """
                            deliver: file:store/outbox/bridges
                          - id: whole
                            dataset: DATASET
                            format: csv
                            mode: full
                            deliver: file:store/outbox/whole
                        """
                                .replace("DATASET", dataset)));
    }

    @ParameterizedTest(name = "{0}, walk {3}")
    @DisplayName("R-30 whatever happens, deltas replayed give what a full delivery says at that moment")
    @CsvSource(
            delimiter = '|',
            value = {
                "attendance | Attendance: [day, category, organization] | 3 | 1",
                "attendance | Attendance: [day, category, organization] | 3 | 201",
                "attendance | Attendance: [day, category, organization] | 3 | 302",
                "attendance | Attendance: [day, category, organization] | 3 | 2",
                "attendance | Attendance: [day, category, organization] | 3 | 3",
                "students | {Person: [givenName, familyName], Enrollment: [organization]} | 1 | 4",
                "attendanceSummary | {Attendance: [day, category], Enrollment: [organization]} | 1 | 5",
                "participation | ProgramParticipation: [program, begin, end] | 3 | 6",
                "contacts | ServiceContact: [day, minutes] | 3 | 7",
                "contacts | ServiceContact: [day, minutes] | 3 | 8"
            })
    void deltas_replayed_give_what_a_full_delivery_says(String dataset, String fields, int keys, long seed) {
        walk(dataset, fields, keys, seed, IDENTIFIED);
    }

    @ParameterizedTest(name = "{0}, walk {3}")
    @DisplayName("R-30 so they do where the partner knows children by pseudonyms")
    @CsvSource(
            delimiter = '|',
            value = {
                "attendance | Attendance: [day, category, organization] | 3 | 11",
                "attendance | Attendance: [day, category, organization] | 3 | 12",
                "attendance | Attendance: [day, category, organization] | 3 | 13",
                "attendanceSummary | {Attendance: [day, category], Enrollment: [organization]} | 1 | 14",
                "participation | ProgramParticipation: [program, begin, end] | 3 | 15",
                "contacts | ServiceContact: [day, minutes] | 3 | 16"
            })
    void so_they_do_with_pseudonyms(String dataset, String fields, int keys, long seed) {
        walk(dataset, fields, keys, seed, "identifiability: pseudonymous");
    }

    private void walk(String dataset, String fields, int keys, long seed, String identifiability) {
        hub(dataset, fields.replaceAll("^\\{|}$", "").replaceAll("], ", "]\n"), identifiability);
        Random random = new Random(seed);
        TreeMap<String, String> partner = new TreeMap<>();
        hub.deliver().ifPresent(first -> replay(partner, first, dataset, keys));
        int deltas = 0;
        for (int step = 0; step < 25; step++) {
            String done = happen(random, dataset.equals("contacts") && step % 2 == 0);
            Optional<Delivery> delta = hub.deliver();
            delta.ifPresent(changes -> replay(partner, changes, dataset, keys));
            deltas += delta.filter(changes -> changes.since() > 0).isPresent() ? 1 : 0;
            assertThat(partner).as("walk %d, step %d: %s", seed, step, done).isEqualTo(whole(dataset, keys));
        }
        assertThat(deltas).as("deltas of walk %d", seed).isGreaterThan(2);
    }

    /** Something that happens in a community, in words. */
    private String happen(Random random, boolean visited) {
        int child = 1 + random.nextInt(5);
        String user = "u" + child;
        // Of visits there are none at first, and few would come.
        return switch (visited ? 11 + random.nextInt(2) : random.nextInt(14)) {
            case 0, 1 -> {
                hub.community.commit(Community.present(
                        user, "s1", DAY.plusDays(random.nextInt(4)), any(random, AttendanceCategory.values())));
                yield "attendance of " + user;
            }
            case 2 -> {
                hub.community.commit(Attendance.builder(day("u2@s1@" + DAY))
                        .person(users("users", user))
                        .organization(users("orgs", "s2"))
                        .day(DAY)
                        .category(AttendanceCategory.TARDY)
                        .build());
                yield "a day is said to have been of " + user;
            }
            case 3 -> {
                hub.community.close(day(user + "@s1@" + DAY.plusDays(random.nextInt(4))));
                yield "a day of " + user + " is gone";
            }
            case 4 -> {
                hub.community.commit(Community.school("s1", any(random, new String[] {"Ash School", "Elm School"})));
                yield "a school is called otherwise";
            }
            case 5 -> {
                hub.community.commit(Community.said(
                        "f" + child, users("users", user), any(random, ConsentKind.values()), null, DAY, null));
                yield "something is said for " + user;
            }
            case 6 -> {
                hub.community.close(new SourceId("tabular", "forms", "forms", "f" + child));
                yield "what was said for " + user + " is taken back";
            }
            case 7 -> {
                hub.community.commit(Community.participation("c" + child % 4));
                yield "c" + child % 4 + " takes part, if there is such a child";
            }
            case 8 -> {
                hub.community.close(bridges("children", "c" + (1 + child % 4)));
                yield "c" + (1 + child % 4) + " is gone";
            }
            case 9 -> {
                hub.community.commit(Community.child(1 + child % 4), Community.participation("c" + (1 + child % 4)));
                yield "c" + (1 + child % 4) + " is back";
            }
            case 10 -> {
                hub.community.commit(Community.pupil(child, "Called" + random.nextInt(3)));
                yield user + " is called otherwise";
            }
            case 11 -> {
                hub.community.commit(Community.visit(
                        "v" + random.nextInt(6), "c" + child % 4, DAY.plusDays(random.nextInt(2)), random.nextInt(90)));
                yield "a visit is said to have been of c" + child % 4 + ", if there is such a child";
            }
            case 12 -> {
                String visit = "v" + random.nextInt(6);
                hub.community.close(bridges("visits", visit));
                yield "visit " + visit + " is gone";
            }
            default -> {
                if (merged > 0) {
                    hub.community.unmerge(merged);
                    merged = 0;
                    yield "two that were merged are two again";
                }
                long one = hub.community.person(users("users", user));
                long other = hub.community.person(users("users", "u" + (1 + child % 5)));
                hub.community.merge(one, other);
                merged = Math.max(one, other);
                yield user + " is merged with the next";
            }
        };
    }

    private static <T> T any(Random random, T[] of) {
        return of[random.nextInt(of.length)];
    }

    private static SourceId day(String key) {
        return new SourceId("tabular", "riverside-attendance", "attendance", key);
    }

    private TreeMap<String, String> whole(String dataset, int keys) {
        hub.deliveries.request(WHOLE, true, "operator");
        Delivery full = Optional.of(WHOLE)
                .flatMap(hub.deliveries::open)
                .map(d -> hub.deliveries.format(d.id()))
                .map(d -> hub.deliveries.release(d.id()))
                .map(d -> hub.deliveries.delivered(d.id()))
                .orElseThrow();
        TreeMap<String, String> rows = new TreeMap<>();
        rows(full, dataset).forEach(cells -> rows.put(part(cells, 0, keys), part(cells, keys, cells.length)));
        return rows;
    }

    private static void replay(TreeMap<String, String> partner, Delivery delivery, String dataset, int keys) {
        if (delivery.since() == 0) {
            partner.clear();
        }
        for (String[] cells : rows(delivery, dataset)) {
            String key = part(cells, 1, keys + 1);
            switch (cells[0]) {
                case "added" ->
                    assertThat(partner.put(key, part(cells, keys + 1, cells.length)))
                            .isNull();
                case "changed" ->
                    assertThat(partner.put(key, part(cells, keys + 1, cells.length)))
                            .isNotNull();
                default -> assertThat(partner.remove(key)).isNotNull();
            }
        }
        assertThat(String.join("", Hub.lines(delivery, Manifest.NAME))).contains("\"held\" : " + partner.size() + ",");
    }

    private static List<String[]> rows(Delivery delivery, String dataset) {
        List<String[]> rows = new ArrayList<>();
        List<String> lines = Hub.lines(delivery, dataset + ".csv");
        lines.subList(1, lines.size()).forEach(line -> rows.add(line.split(",", -1)));
        return rows;
    }

    private static String part(String[] cells, int from, int to) {
        return String.join(",", Arrays.asList(cells).subList(from, to));
    }

    @Test
    @DisplayName(
            "Of whom nothing has happened, and days of which nothing is new, are not read again, until another day begins")
    void of_whom_nothing_has_happened_is_not_read_again() {
        hub("attendance", "Attendance: [day, category, organization]", IDENTIFIED);
        hub.deliver();
        // What nothing in the community explains is found by reading everything only.
        hub.sql("update feeds.sent set hash = sha256('other') where key[1] = 'c4' or key[1] = 'c1' and key[2] <> '%s'"
                .formatted(DAY));
        hub.community.commit(Community.present("u1", "s1", DAY, AttendanceCategory.TARDY));
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv").stream()
                        .skip(1))
                .containsExactly("changed,c1," + DAY + ",Ash School,Tardy");
        hub.clock.forward(Duration.ofDays(1));
        hub.community.commit(Community.present("u2", "s1", DAY, AttendanceCategory.TARDY));
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv").stream()
                        .skip(1))
                .containsExactly(
                        "changed,c1," + DAY.plusDays(1) + ",Ash School,Present",
                        "changed,c2," + DAY + ",Ash School,Tardy",
                        "changed,c4," + DAY + ",Ash School,Present",
                        "changed,c4," + DAY.plusDays(1) + ",Ash School,Present");
    }
}
