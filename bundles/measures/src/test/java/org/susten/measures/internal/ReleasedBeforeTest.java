// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.db.Sql;
import org.susten.measures.Measure;
import org.susten.measures.Table;
import org.susten.measures.internal.Evaluation.Group;
import org.susten.measures.internal.Town.Child;
import org.susten.measures.suppression.Attack;
import org.susten.measures.suppression.Cube;
import org.susten.measures.suppression.Suppression.Reason;

/** What a reader finds out who kept what was released before a measure was changed or went out of force. */
class ReleasedBeforeTest extends InTown {

    private static final int SMALLEST = 10;

    /** What a measure counts, and of whom that is true. */
    enum Counted {
        ABSENT("{fact: attendance.absenceRate, atLeast: 0.1}", child -> child.absences() >= 1),
        ABSENT_OFTEN("{fact: attendance.absenceRate, atLeast: 0.2}", child -> child.absences() >= 2),
        PRESENT("{fact: attendance.absences, atMost: 1}", child -> child.absences() <= 1),
        CLUB("{fact: takesPart, in: [yes], programs: [Homework Club]}", child -> child.meetings() > 0),
        CLUB_OFTEN("{fact: contacts.days, programs: [afterschool], atLeast: 4}", child -> child.meetings() >= 4);

        private final String condition;
        private final Predicate<Child> holds;

        Counted(String condition, Predicate<Child> holds) {
            this.condition = condition;
            this.holds = holds;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ABSENT       | [school, grade] | CLUB         | [school, grade]",
                "ABSENT       | [school, grade] | ABSENT_OFTEN | [school, grade]",
                "ABSENT_OFTEN | [school]        | ABSENT       | [school]",
                "ABSENT       | [grade, school] | PRESENT      | [school, grade]",
                "CLUB         | [school]        | ABSENT       | [school, grade]",
                "CLUB_OFTEN   | [grade]         | CLUB         | [school]",
                "CLUB         | [school, grade] | CLUB_OFTEN   | [grade]",
            })
    @DisplayName(
            "P-12 integer programming finds no group of fewer than ten in a release and that of the version before it")
    void a_former_version(Counted before, String divided, Counted now, String by) throws Exception {
        save("asked", 1, before, divided);
        Table former = measures.release("asked", "steward");
        save("asked", 2, now, by);
        assertNothingIsFound(before, former, now, measures.release("asked", "steward"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ABSENT       | [school, grade] | CLUB         | [school, grade]",
                "CLUB         | [grade, school] | ABSENT_OFTEN | [school]",
                "ABSENT       | [school]        | ABSENT_OFTEN | [school, grade]",
                "CLUB_OFTEN   | [school]        | PRESENT      | [grade]",
            })
    @DisplayName(
            "P-20 integer programming finds no group of fewer than ten in a release and that of a measure out of force")
    void a_measure_out_of_force(Counted before, String divided, Counted now, String by) throws Exception {
        save("former", 1, before, divided);
        Table former = measures.release("former", "steward");
        measures.withdraw("measures/former.yaml");
        save("present", 1, now, by);
        assertNothingIsFound(before, former, now, measures.release("present", "steward"));
    }

    @Test
    @DisplayName(
            "P-12 a measure that was changed without a new version is compared as what it was when it was released")
    void changed_without_a_new_version() throws Exception {
        save("asked", 1, Counted.ABSENT, "[school, grade]");
        Table former = measures.release("asked", "steward");
        save("asked", 1, Counted.CLUB, "[school, grade]");
        assertNothingIsFound(Counted.ABSENT, former, Counted.CLUB, measures.release("asked", "steward"));
    }

    @Test
    @DisplayName(
            "P-12 a count is not told that differs by a few from one told by any earlier release, be it not the last")
    void not_only_the_last_release_is_compared() throws Exception {
        save("asked", 1, Counted.ABSENT, "[school]");
        Measure measure = measures.find("asked").orElseThrow();
        List<Group> groups = List.of(
                new Group(List.of("Ash School"), List.of(0), 60, List.of(0.0)),
                new Group(List.of("Ash School"), List.of(1), 52, List.of(0.0)),
                new Group(List.of("Birch School"), List.of(0), 90, List.of(0.0)),
                new Group(List.of("Birch School"), List.of(1), 80, List.of(0.0)));
        Told told = new Told(measure, Map.of("Ash School\u001fyes", Set.of(50L, 65L)));
        Tabulation table = new Tabulation(
                measure, new JointTable(new Together(List.of(measure)), new Tally(groups, Map.of()), List.of(told)));
        assertThat(table.told()).doesNotContainKey("Ash School\u001fyes").containsEntry("all\u001fall", 282L);
    }

    @Test
    @DisplayName("P-20 what was told by a definition that nobody can read any more is compared group by group")
    void a_definition_that_cannot_be_read() throws Exception {
        save("present", 1, Counted.ABSENT, "[school]");
        Table drafted = measures.draft("present");
        assertThat(people(drafted, "Ash School")).isEqualTo(210);
        for (String definition : List.of("'{\"by\": [\"school\", \"eyes\"], \"share\": 1}'", "null")) {
            postgres.database().inTransaction(c -> Sql.run(c, "truncate measures.release"));
            postgres.database()
                    .inTransaction(c -> Sql.run(
                            c,
                            """
                    insert into measures.release values ('former', 1, '2026-09-01', '2026-09-30', 1, now(), 'steward', '{school,eyes}',
                      '{no,yes}', '[]', 0, '{}', '{"Ash School\\u001fall\\u001fall": 208, "Birch School\\u001fbrown\\u001fall": 70}', %s)"""
                                    .formatted(definition)));
            Table table = measures.release("present", "steward");
            assertThat(people(table, "Ash School")).as(definition).isNull();
        }
    }

    private static @Nullable Long people(Table table, String school) {
        return table.rows().stream()
                .filter(row -> row.group().equals(List.of(school)))
                .findFirst()
                .orElseThrow()
                .people();
    }

    @Test
    @DisplayName("A release keeps the file by which it was counted")
    void the_definition_is_kept() throws Exception {
        save("asked", 3, Counted.CLUB, "[school]");
        measures.release("asked", "steward");
        assertThat(postgres.database()
                        .<List<String>>inTransaction(c -> Sql.list(
                                c,
                                "select definition ->> 'version' || (definition -> 'share' -> 0 ->> 'fact') from measures.release",
                                row -> row.getString(1))))
                .containsExactly("3takesPart");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ABSENT       | [school, grade] | PRESENT      | [school, grade]",
                "ABSENT       | [school, grade] | ABSENT_OFTEN | [school, grade]",
                "ABSENT       | [school]        | ABSENT_OFTEN | [grade]",
                "CLUB_OFTEN   | [school]        | CLUB         | [school, grade]",
            })
    @DisplayName(
            "P-20 integer programming finds no group of fewer than ten in two measures of which one counts who the other does")
    void two_measures_of_which_one_includes_the_other(Counted one, String divided, Counted other, String by)
            throws Exception {
        save("one", 1, one, divided);
        save("other", 1, other, by);
        assertNothingIsFound(one, measures.release("one", "steward"), other, measures.release("other", "steward"));
    }

    private static void assertNothingIsFound(Counted first, Table one, Counted second, Table other) {
        Cube cube = TwoOutcomes.cube(town, first.holds, second.holds);
        Reason[] reasons = new Reason[cube.cells()];
        Arrays.fill(reasons, Reason.COMPLEMENTARY);
        TwoOutcomes.tell(cube, reasons, one, 2);
        TwoOutcomes.tell(cube, reasons, other, 3);
        IntStream.range(0, cube.cells())
                .filter(cell -> impossible(cube, cell))
                .forEach(cell -> reasons[cell] = Reason.NONE);
        boolean related = IntStream.range(0, cube.cells()).anyMatch(cell -> impossible(cube, cell));
        Attack attack = new Attack(cube, reasons);
        for (int cell = 0; cell < cube.cells(); cell++) {
            boolean single = cube.place(cell, 2) == TwoOutcomes.ALL[2] || cube.place(cell, 3) == TwoOutcomes.ALL[3];
            boolean counted = single || related && divided(cube, cell, one) && divided(cube, cell, other);
            if (counted && cube.count(cell) > 0 && cube.count(cell) < SMALLEST) {
                assertThat(reasons[cell]).isNotEqualTo(Reason.NONE);
                assertThat(attack.most(cell, SMALLEST))
                        .as("the most that %s, of %d people, may hold", places(cube, cell), cube.count(cell))
                        .isEqualTo(SMALLEST);
            }
        }
    }

    /** Whether the table has rows by all that the cell is divided by. */
    private static boolean divided(Cube cube, int cell, Table table) {
        return (cube.place(cell, 0) == TwoOutcomes.ALL[0] || table.divisions().contains("school"))
                && (cube.place(cell, 1) == TwoOutcomes.ALL[1]
                        || table.divisions().contains("grade"));
    }

    private static List<Integer> places(Cube cube, int cell) {
        return IntStream.range(0, TwoOutcomes.ALL.length)
                .mapToObj(i -> cube.place(cell, i))
                .toList();
    }

    /** What nobody can be: often absent, and never. */
    private static boolean impossible(Cube cube, int cell) {
        int combination = cube.cell(TwoOutcomes.ALL[0], TwoOutcomes.ALL[1], cube.place(cell, 2), cube.place(cell, 3));
        return cube.count(combination) == 0;
    }

    private void save(String id, int version, Counted counted, String by) throws Exception {
        Path file = folder.resolve(id + ".yaml");
        Files.writeString(
                file,
                """
                title: %s
                question: How many?
                owner: Attendance office
                version: %d
                follows: invented for this test
                begin: 2026-09-01
                end: 2026-09-30
                cohort:
                  - {fact: attendance.days, atLeast: 10}
                share:
                  - %s
                by: %s
                """
                        .formatted(id, version, counted.condition, by));
        measures.accept("measures/" + id + ".yaml", file);
    }
}
