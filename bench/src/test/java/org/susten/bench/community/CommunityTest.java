// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommunityTest {

    @TempDir
    Path folder;

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    @Test
    void the_same_seed_gives_the_same_bytes() throws IOException {
        Spec spec = Spec.ofStudents(3, 200);
        Community.generate(spec, folder.resolve("a"));
        Community.generate(spec, folder.resolve("b"));
        Community.generate(Spec.ofStudents(4, 200), folder.resolve("c"));
        try (Stream<Path> files = Files.list(folder.resolve("a"))) {
            for (Path file : files.toList()) {
                assertThat(folder.resolve("b").resolve(file.getFileName())).hasSameBinaryContentAs(file);
            }
        }
        assertThat(lines(folder.resolve("c/users.csv"))).isNotEqualTo(lines(folder.resolve("a/users.csv")));
    }

    @Test
    void a_million_rows_asked_for_are_a_million_rows_most_of_them_enrollments() throws IOException {
        Map<String, Long> rows = Community.generate(Spec.ofRows(1, 100_000), folder);
        long total = rows.values().stream().mapToLong(Long::longValue).sum();
        assertThat(total).isBetween(97_000L, 104_000L);
        assertThat(rows.get("enrollments.csv") / (double) total).isBetween(0.83, 0.87);
        assertThat(lines(folder.resolve("enrollments.csv")))
                .hasSize(rows.get("enrollments.csv").intValue() + 1);
    }

    @Test
    void another_order_holds_the_same_rows() throws IOException {
        Community community = new Community(Spec.ofStudents(3, 300));
        community.writeRoster(folder.resolve("a"), false, Variation.NONE);
        community.writeRoster(folder.resolve("b"), false, Variation.shuffled(99));
        for (String file : List.of("users.csv", "classes.csv", "demographics.csv", "enrollments.csv")) {
            List<String> a = lines(folder.resolve("a").resolve(file));
            List<String> b = lines(folder.resolve("b").resolve(file));
            assertThat(b).isNotEqualTo(a).containsExactlyInAnyOrderElementsOf(a);
        }
    }

    @Test
    void one_percent_changed_is_one_percent_of_the_rows_with_the_same_keys() throws IOException {
        Community community = new Community(Spec.ofStudents(3, 1000));
        community.writeRoster(folder.resolve("a"), false, Variation.NONE);
        community.writeRoster(folder.resolve("b"), false, Variation.NONE.changing(0.01, 5));
        List<String> a = lines(folder.resolve("a/enrollments.csv"));
        List<String> b = lines(folder.resolve("b/enrollments.csv"));
        int changed = 0;
        for (int i = 0; i < a.size(); i++) {
            assertThat(a.get(i).substring(0, 12)).isEqualTo(b.get(i).substring(0, 12));
            changed += a.get(i).equals(b.get(i)) ? 0 : 1;
        }
        assertThat(changed / (double) a.size()).isBetween(0.008, 0.012);
    }

    @Test
    void every_reference_points_at_a_row_and_every_key_is_one_rows() throws IOException {
        Community.generate(Spec.ofStudents(5, 400), folder);
        Set<String> users = keys("users.csv");
        Set<String> classes = keys("classes.csv");
        Set<String> schools = keys("orgs.csv");
        keys("enrollments.csv");
        for (String line : lines(folder.resolve("enrollments.csv")).subList(1, 500)) {
            String[] row = line.split(",", -1);
            assertThat(classes).contains(row[3]);
            assertThat(schools).contains(row[4]);
            assertThat(users).contains(row[5]);
        }
        assertThat(keys("demographics.csv")).isSubsetOf(users);
    }

    private Set<String> keys(String file) throws IOException {
        List<String> keys = lines(folder.resolve(file)).stream()
                .skip(1)
                .map(line -> line.split(",", 2)[0])
                .toList();
        assertThat(keys).doesNotHaveDuplicates();
        return new HashSet<>(keys);
    }

    @Test
    void version_1_2_keeps_roles_apart_from_users() throws IOException {
        Community community = new Community(Spec.ofStudents(5, 100));
        Map<String, Long> rows = community.writeRoster(folder, true, Variation.NONE);
        assertThat(rows).containsEntry("roles.csv", rows.get("users.csv"));
        assertThat(lines(folder.resolve("manifest.csv"))).contains("oneroster.version,1.2", "file.roles,bulk");
        assertThat(lines(folder.resolve("users.csv")).get(0)).doesNotContain("orgSourcedIds");
    }

    @Test
    void the_truth_names_every_row_of_every_source_once() throws IOException {
        Community community = new Community(Spec.ofStudents(5, 300));
        Map<String, Long> roster = community.writeRoster(folder, false, Variation.NONE);
        Map<String, Long> club = community.writeAfterschool(folder, 20, false);
        long preschoolers = community.writeHeadStart(folder, false);
        community.writeTruth(folder);
        List<String> truth = lines(folder.resolve("truth.csv"));
        assertThat(truth).doesNotHaveDuplicates();
        assertThat(truth).hasSize((int) (1 + roster.get("users.csv") + 300 + club.get("children.csv") + preschoolers));
    }

    @Test
    void one_in_fifty_parents_refuses_sharing_of_a_child_whom_the_district_knows() throws IOException {
        new Community(Spec.ofStudents(5, 8000)).writeAfterschool(folder, 0, false);
        List<String[]> children = lines(folder.resolve("children.csv")).stream()
                .skip(1)
                .map(line -> line.split(",", -1))
                .toList();
        List<String[]> refused =
                children.stream().filter(row -> row[15].equals("no")).toList();
        assertThat(refused).isNotEmpty().allSatisfy(row -> {
            assertThat(row[5]).as("school").isNotEmpty();
            assertThat(row[7]).as("district's number").isNotEmpty();
        });
        assertThat(refused.size() / (double) children.size()).isBetween(0.008, 0.025);
    }

    @Test
    void twins_share_a_birth_date_and_a_home_but_no_name() {
        Population people = new Population(Spec.ofStudents(7, 5000));
        int twins = 0;
        for (int i = 1; i < people.children(); i++) {
            Child a = people.child(i - 1);
            Child b = people.child(i);
            if (a.household() == b.household() && a.birthDate().equals(b.birthDate())) {
                assertThat(a.given()).isNotEqualTo(b.given());
                twins++;
            }
        }
        assertThat(twins).isPositive();
    }

    @Test
    void mistakes_come_as_often_as_asked_for() {
        Spec spec = Spec.ofStudents(7, 4000);
        Population people = new Population(spec);
        Dice dice = new Dice(7).salted(1);
        List<Integer> wrong = new ArrayList<>(Collections.nCopies(3, 0));
        for (int i = 0; i < spec.students(); i++) {
            Child child = people.child(i);
            Household home = people.household(child.household());
            Rendition exact = Rendition.of(child, home, "1234567", dice, ErrorRates.NONE);
            assertThat(exact.given()).isEqualTo(child.given());
            assertThat(exact.birthDate()).isEqualTo(child.birthDate());
            Rendition usual = Rendition.of(child, home, "1234567", dice, ErrorRates.USUAL);
            wrong.set(0, wrong.get(0) + (usual.number().isEmpty() ? 1 : 0));
            wrong.set(1, wrong.get(1) + (child.birthDate().equals(usual.birthDate()) ? 0 : 1));
            wrong.set(
                    2,
                    wrong.get(2)
                            + (usual.number().length() == 7 && !usual.number().equals("1234567") ? 1 : 0));
        }
        assertThat(wrong.get(0) / 4000.0).isBetween(0.17, 0.23);
        assertThat(wrong.get(1) / 4000.0).isBetween(0.03, 0.05);
        assertThat(wrong.get(2) / 4000.0).isBetween(0.015, 0.035);
    }
}
