// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.product.Column;
import org.susten.feeds.product.Datasets;
import org.susten.governance.Elements;
import org.susten.governance.Oversight;
import org.susten.governance.Oversight.Sight;
import org.susten.governance.internal.JdbcOversight;
import org.susten.model.ConsentKind;

/** What the hub says that somebody could see is what they do see: every agreement here, every data product, child and field. */
class EffectiveAccessTest extends OnHub {

    private static final List<String> OWN = List.of("c1", "c2", "c3", "c4", "c9");

    private static final List<String> MET = List.of("c1", "c2", "c4");

    /** Partners of different kinds, by what their agreement says otherwise than the usual one. */
    private static final Map<String, UnaryOperator<Hub.Draft>> PARTNERS = new LinkedHashMap<>();

    static {
        PARTNERS.put("a school official", draft -> draft);
        PARTNERS.put(
                "one for a single organization",
                draft -> draft.with(
                        "entity: ProgramParticipation}",
                        "entity: ProgramParticipation, organizations: [Birch School]}"));
        PARTNERS.put("one who needs consent", draft -> draft.basis("ferpa-99.30", "consentForm: form 7"));
        PARTNERS.put(
                "one whose agreement begins tomorrow",
                draft -> draft.with("effective: 2026-08-01", "effective: 2026-10-02"));
    }

    private Oversight oversight;

    @BeforeEach
    void a_community_of_which_some_said_something() {
        LocalDate day = LocalDate.of(2026, 9, 1);
        hub.community.commit(List.of(
                Community.said("f1", Community.users("users", "u1"), ConsentKind.REFUSAL, null, null, null),
                Community.said("f2", Community.users("users", "u2"), ConsentKind.CONSENT, null, day, null),
                Community.said("f3", Community.users("users", "u4"), ConsentKind.CONSENT, null, day, null),
                Community.said("f4", Community.users("users", "u3"), ConsentKind.DIRECTORY_OPT_OUT, null, day, null)));
        MET.forEach(child -> hub.community.commit(Community.visit("v-" + child, child, day, 30)));
        oversight = new JdbcOversight(hub.database, hub.agreements);
    }

    static Stream<Arguments> every_partner_and_data_product() {
        return PARTNERS.keySet().stream().flatMap(partner -> Stream.of(
                        "students", "enrollment", "attendance", "attendanceSummary", "participation", "contacts")
                .map(dataset -> Arguments.of(partner, dataset)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("every_partner_and_data_product")
    @DisplayName("P-05 what who-could-see says of every child and field is what is delivered, and nothing else is")
    void what_could_be_seen_is_what_is_seen(String partner, String dataset) {
        Set<String> granted = granted(dataset);
        hub.save(PARTNERS.get(partner).apply(Hub.agreement().dataset(dataset).fields(yaml(granted))));

        for (Map<String, Elements.Info> entity : Elements.entities().values()) {
            for (Elements.Info element : entity.values()) {
                assertThat(oversight
                                .ofElement(element.name(), hub.clock.instant())
                                .isEmpty())
                        .as(element.name())
                        .isEqualTo(!granted.contains(element.name()));
            }
        }
        Set<String> expected = new HashSet<>();
        for (String child : OWN) {
            Sight sight = sight(child);
            assertThat(sight.elements()).containsExactlyInAnyOrderElementsOf(granted);
            if (sight.decision().permitted()) {
                expected.add(child);
            }
        }
        Optional<Delivery> delivery = hub.deliver();
        if (partner.contains("tomorrow")) {
            assertThat(expected).isEmpty();
            assertThat(delivery).isEmpty();
            return;
        }
        List<String> lines = Hub.lines(delivery.orElseThrow(), dataset + ".csv");
        List<String> columns = Arrays.asList(lines.get(0).split(",", -1));
        assertThat(columns).containsExactlyElementsOf(columns(dataset, granted));
        Set<String> seen = new HashSet<>();
        lines.stream().skip(1).forEach(line -> seen.add(line.substring(0, line.indexOf(','))));
        assertThat(expected).isSubsetOf(new HashSet<>(OWN)).containsAll(seen);
        assertThat(seen).isEqualTo(withRows(dataset, expected));
        assertThat(expected).doesNotContain("c1");
    }

    /** Half of what the data product knows, and all that it cannot be without. */
    private static Set<String> granted(String dataset) {
        Set<String> granted = new TreeSet<>();
        List<Column> columns = Datasets.named(dataset).columns();
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (i % 2 == 1 || Datasets.named(dataset).required().contains(column.name())) {
                granted.addAll(column.elements());
            }
        }
        return granted;
    }

    private static List<String> columns(String dataset, Set<String> granted) {
        return Datasets.named(dataset).columns().stream()
                .filter(column -> granted.containsAll(column.elements()))
                .map(Column::name)
                .toList();
    }

    private static String yaml(Set<String> granted) {
        Map<String, List<String>> fields = new TreeMap<>();
        granted.forEach(
                element -> fields.computeIfAbsent(element.substring(0, element.indexOf('.')), e -> new ArrayList<>())
                        .add(element.substring(element.indexOf('.') + 1)));
        StringBuilder yaml = new StringBuilder();
        fields.forEach((entity, components) -> yaml.append(entity)
                .append(": [")
                .append(String.join(", ", components))
                .append("]\n"));
        return yaml.toString();
    }

    /** Products of one row per child tell of everybody; the others of those who have such a record. */
    private Set<String> withRows(String dataset, Set<String> admitted) {
        Set<String> with = new HashSet<>(admitted);
        if (dataset.equals("contacts")) {
            with.retainAll(MET);
        }
        if (dataset.equals("enrollment") || dataset.equals("attendance")) {
            with.remove("c9");
        }
        return with;
    }

    private Sight sight(String child) {
        long person = hub.community.person(Community.bridges("children", child));
        List<Sight> sights = oversight.ofPerson(person, hub.clock.instant());
        assertThat(sights).singleElement().satisfies(sight -> assertThat(sight.feed())
                .isEqualTo(FEED));
        return sights.get(0);
    }
}
