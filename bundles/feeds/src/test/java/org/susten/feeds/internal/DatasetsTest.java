// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Community.DAY;
import static org.susten.feeds.internal.Hub.FEED;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.product.Column;
import org.susten.feeds.product.Dataset;
import org.susten.feeds.product.Datasets;
import org.susten.governance.Elements;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.Enrollment;
import org.susten.model.SourceId;

class DatasetsTest extends OnHub {

    /** All but those that have many files and a test of their own. */
    private static List<Dataset> oneFile() {
        return Datasets.all().stream()
                .filter(dataset -> !Set.of("roster", "edfi").contains(dataset.name()))
                .toList();
    }

    @Test
    void every_column_discloses_elements_of_the_model() {
        assertThat(oneFile()).allSatisfy(dataset -> {
            assertThat(dataset.columns().get(0)).isSameAs(Column.ID);
            assertThat(dataset.columns()).extracting(Column::name).doesNotHaveDuplicates();
            assertThat(dataset.columns().subList(1, dataset.columns().size()))
                    .allSatisfy(column -> assertThat(column.elements())
                            .isNotEmpty()
                            .allSatisfy(e -> assertThat(Elements.find(e)).isPresent()));
        });
    }

    @Test
    void every_data_product_can_be_delivered_whole() {
        for (Dataset dataset : oneFile()) {
            hub.save(
                    Hub.agreement()
                            .dataset(dataset.name())
                            .fields(
                                    "Person: ['*']\nEnrollment: ['*']\nAttendance: ['*']\nProgramParticipation: ['*']\nServiceContact: ['*']"));
            hub.deliveries.request(FEED, true, "operator");
            Delivery delivery = hub.deliver().orElseThrow();
            assertThat(Hub.lines(delivery, dataset.name() + ".csv").get(0))
                    .isEqualTo(String.join(
                            ",", dataset.columns().stream().map(Column::name).toList()));
            hub.sql("delete from feeds.feed", "delete from feeds.delivery");
        }
    }

    @Test
    void a_summary_has_one_row_per_child_of_the_population_seen_or_not() {
        hub.save(Hub.agreement().dataset("attendanceSummary"));
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendanceSummary.csv"))
                .containsExactly(
                        "id,school,grade,daysRecorded,daysPresent,daysAbsent,attendanceRate,chronicallyAbsent",
                        "c1,Ash School,05,2,2,0,1.0000,false",
                        "c2,Ash School,05,2,1,1,0.5000,true",
                        "c3,Ash School,05,2,2,0,1.0000,false",
                        "c4,Birch School,05,2,2,0,1.0000,false",
                        "c9,,,0,0,0,,");
    }

    @Test
    void of_several_enrollments_the_open_one_at_a_school_counts() {
        hub.community.commit(Enrollment.builder(new SourceId("tabular", "old", "enrollments", "1"))
                .person(Community.users("users", "u1"))
                .organization(Community.users("orgs", "s2"))
                .entry(DAY)
                .exit(DAY.plusDays(1))
                .build());
        hub.save(Hub.agreement().dataset("students").fields("Enrollment: [organization]"));
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "students.csv")).contains("c1,Ash School");
    }

    @Test
    void one_day_at_one_school_is_one_row_however_many_sources_say_it() {
        hub.community.commit(
                again("x1", "s1", AttendanceCategory.TARDY), again("x2", "s2", AttendanceCategory.PARTIAL));
        hub.save(Hub.agreement());
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv"))
                .filteredOn(line -> line.startsWith("c1,2026-09-14"))
                .containsExactly("c1,2026-09-14,Ash School,Tardy", "c1,2026-09-14,Birch School,Partial");
    }

    private static Attendance again(String key, String school, AttendanceCategory category) {
        return Attendance.builder(new SourceId("tabular", "other", "attendance", key))
                .person(Community.users("users", "u1"))
                .organization(Community.users("orgs", school))
                .day(DAY)
                .category(category)
                .build();
    }

    @Test
    void two_meetings_of_one_day_are_two_rows() {
        hub.community.commit(
                Community.visit("v1", "c1", DAY, 60),
                Community.visit("v2", "c1", DAY, 30),
                Community.visit("v3", "c2", DAY, 45));
        hub.save(Hub.agreement().dataset("contacts").fields("ServiceContact: [day, minutes]"));
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "contacts.csv"))
                .hasSize(4)
                .startsWith("id,day,meeting,minutes")
                .anyMatch(line -> line.startsWith("c1,2026-09-14,2,"))
                .contains("c2,2026-09-14,1,45");
    }

    @Test
    void names_leave_only_where_granted() {
        hub.save(Hub.agreement().dataset("students").fields("Person: [givenName, familyName]\nEnrollment: [grade]"));
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(Hub.lines(delivery, "students.csv").get(0)).isEqualTo("id,givenName,familyName,grade");
        assertThat(Hub.lines(delivery, "dictionary.csv"))
                .anyMatch(l -> l.contains("Person.givenName,000115,directory"));
    }

    @Test
    void a_summary_for_those_who_work_with_it_names_the_children_where_names_are_granted() {
        hub.save(Hub.agreement()
                .dataset("attendanceSummary")
                .fields("Person: [givenName, familyName]\nAttendance: [day, category]"));
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendanceSummary.csv")
                        .get(0))
                .startsWith("id,givenName,familyName,daysRecorded");
    }

    @Test
    @DisplayName("P-13 a pseudonymous feed names nobody: no own id, no name, other pseudonyms for another partner")
    void a_pseudonymous_feed_names_nobody() {
        hub.save(Hub.agreement().with("identifiability: identified", "identifiability: pseudonymous"));
        Set<String> first = ids(hub.deliver().orElseThrow());
        assertThat(first).hasSize(4).allMatch(id -> id.matches("[a-z2-7]{25}"));
        String others = "lanterns-feed";
        hub.save(
                "lanterns.yaml",
                Hub.agreement()
                        .with("identifiability: identified", "identifiability: pseudonymous")
                        .with("id: bridges,", "id: lanterns,")
                        .with(FEED, others));
        Set<String> second = ids(hub.deliver(others).orElseThrow());
        assertThat(second).hasSize(4).doesNotContainAnyElementsOf(first);
        hub.clock.forward(java.time.Duration.ofDays(1));
        hub.deliveries.request(others, true, "operator");
        assertThat(ids(hub.deliver(others).orElseThrow())).as("lasting").isEqualTo(second);
    }

    @Test
    @DisplayName("P-13 the order of rows does not betray the order of the hub's own ids")
    void rows_are_ordered_by_what_they_show() {
        hub.save(Hub.agreement().with("identifiability: identified", "identifiability: pseudonymous"));
        List<String> lines = Hub.lines(hub.deliver().orElseThrow(), "attendance.csv");
        assertThat(lines.subList(1, lines.size())).isSorted();
    }

    @Test
    void a_child_without_an_id_of_the_partner_has_a_pseudonym() {
        hub.save(Hub.agreement()
                .with(
                        "population: {connection: bridges, entity: ProgramParticipation}",
                        "population: {connection: riverside, entity: Enrollment}"));
        Set<String> ids = ids(hub.deliver().orElseThrow());
        assertThat(ids)
                .hasSize(5)
                .contains("c1", "c2", "c3", "c4")
                .filteredOn(id -> id.length() == 25)
                .hasSize(1);
    }

    private static Set<String> ids(Delivery delivery) {
        Set<String> ids = new HashSet<>();
        List<String> lines = Hub.lines(delivery, "attendance.csv");
        lines.subList(1, lines.size()).forEach(line -> ids.add(line.substring(0, line.indexOf(','))));
        return ids;
    }
}
