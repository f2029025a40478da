// SPDX-License-Identifier: Apache-2.0
package org.susten.inventory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.engine.Connections;
import org.susten.files.FileProblemException;
import org.susten.files.testing.MemorySecrets;
import org.susten.governance.internal.FileAgreements;
import org.susten.inventory.Graphviz;
import org.susten.inventory.Inventory.Collected;
import org.susten.inventory.Inventory.Ecosystem;
import org.susten.inventory.Inventory.Flow;
import org.susten.inventory.Inventory.Source;
import org.susten.inventory.Inventory.State;
import org.susten.inventory.Mermaid;
import org.susten.model.Attendance;
import org.susten.model.Person;
import org.susten.model.Sensitivity;
import org.susten.model.ServiceContact;
import org.susten.spi.Catalogue;
import org.susten.spi.Sector;

/** A district and an afterschool provider, one agreement between them, and the file that ships as an example. */
class InventoryTest {

    private static final Instant NOW = Instant.parse("2026-10-01T16:00:00Z");

    private static final Catalogue SIS = Catalogue.of("oneroster", "OneRoster", Sector.SCHOOL).stream(
                    "users",
                    Person.class,
                    Catalogue.Mode.SNAPSHOT,
                    Duration.ofDays(1),
                    "sourcedId",
                    Catalogue.field("sourcedId", "id", Sensitivity.PERSONAL),
                    Catalogue.field("givenName", "Person.givenName", Sensitivity.DIRECTORY))
            .stream(
                    "days",
                    Attendance.class,
                    Catalogue.Mode.SNAPSHOT,
                    Duration.ofDays(1),
                    "id",
                    Catalogue.field("day", "Attendance.day", Sensitivity.PERSONAL))
            .build();

    private static final Catalogue CLUB = Catalogue.of("tabular", "Any table", Sector.AFTERSCHOOL).stream(
                    "visits",
                    ServiceContact.class,
                    Catalogue.Mode.INCREMENTAL,
                    Duration.ofDays(1),
                    "id",
                    Catalogue.field("first", "Person.givenName", Sensitivity.DIRECTORY),
                    Catalogue.field("day", "ServiceContact.day", Sensitivity.PERSONAL))
            .build();

    @TempDir
    Path folder;

    private LiveInventory inventory;
    private FileAgreements agreements;

    @BeforeEach
    void a_community() throws Exception {
        agreements = new FileAgreements(new MemorySecrets(), ZoneOffset.UTC);
        agree("Bridges Afterschool", "2027-07-31");
        inventory = new LiveInventory(new TwoConnections(), agreements);
        declare(Files.readString(Path.of("../../config/etc/inventory.yaml.sample")));
    }

    private void agree(String name, String expiry) throws Exception {
        String text =
                """
                partner: {id: bridges, name: '%s', contact: data@bridges.example, connection: bridges}
                purpose: attendance-support
                question: Do the children in our program come to school?
                legalBasis: state-law
                conditions: {statute: the statute}
                identifiability: pseudonymous
                population: {connection: bridges, entity: ProgramParticipation}
                fields: {Attendance: [day, category]}
                effective: 2026-08-01
                expiry: %s
                smallestCell: 10
                reciprocity: Day and minutes of each visit.
                feeds:
                  - {id: bridges-days, dataset: attendance, format: csv, mode: full, deliver: "file:store/outbox/x"}
                """
                        .formatted(name, expiry);
        agreements.accept("agreements/bridges.yaml", Files.writeString(folder.resolve("bridges.yaml"), text));
    }

    private void declare(String text) throws Exception {
        inventory.accept("inventory.yaml", Files.writeString(folder.resolve("inventory.yaml"), text));
    }

    @Test
    @DisplayName("P-11 a parent reads whose system said something, in words")
    void a_source_is_called_by_its_owner_and_its_system() {
        assertThat(inventory.inWords("oneroster", "riverside")).isEqualTo("Riverside School District (OneRoster)");
        assertThat(inventory.inWords("clever", "clever"))
                .as("one word is enough")
                .isEqualTo("clever");
        assertThat(inventory.inWords("tabular", "bridges"))
                .as("nobody said whose it is")
                .isEqualTo("bridges (Any table)");
        assertThat(inventory.inWords("tabular", "riverside"))
                .as("no connection brings it any more")
                .isEqualTo("riverside (tabular)");
    }

    @Test
    @DisplayName(
            "P-11 where several connections read for one site, a parent reads the titles of all, for it may be any of them")
    void a_source_of_several_connections_is_called_by_all_of_them() {
        Catalogue forms = Catalogue.of("tabular", "Forms", Sector.AFTERSCHOOL).build();
        LiveInventory both = new LiveInventory(
                new TwoConnections() {
                    @Override
                    public List<Connection> all() {
                        return Stream.concat(
                                        super.all().stream(),
                                        Stream.of(new Connection(
                                                "bridges-forms", "tabular", forms, "", "", Map.of("site", "bridges"))))
                                .toList();
                    }
                },
                agreements);
        assertThat(both.inWords("tabular", "bridges")).isEqualTo("bridges (Any table or Forms)");
    }

    private Collected element(String name) {
        return inventory.now(NOW).elements().stream()
                .filter(e -> e.element().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void systems_are_connections_in_force_and_what_operators_declare() {
        Ecosystem all = inventory.now(NOW);
        assertThat(all.systems())
                .extracting(Source::id, Source::owner, Source::state)
                .containsExactly(
                        tuple("bridges", "", State.CONNECTED),
                        tuple("gone", "", State.DISABLED),
                        tuple("riverside", "Riverside School District", State.CONNECTED),
                        tuple("city-recreation", "City of Riverside", State.DECLARED));
        assertThat(all.systems().get(2).holds().get(0).elements()).containsExactly("Person.givenName");
    }

    @Test
    void an_element_says_who_collects_it_and_which_agreement_grants_it() {
        assertThat(element("Person.givenName").by()).containsExactly("bridges", "riverside", "city-recreation");
        assertThat(element("Person.givenName").connectedBy()).containsExactly("bridges", "riverside");
        assertThat(element("Person.givenName").ceds()).isNotBlank();
        assertThat(element("Attendance.day").grantedBy()).containsExactly("bridges");
        Ecosystem all = inventory.now(NOW);
        assertThat(all.severalTimes())
                .extracting(Collected::element)
                .contains("Person.givenName", "ServiceContact.day");
        assertThat(all.wanting()).extracting(Collected::element).containsExactly("Attendance.category");
        assertThat(all.byNobody())
                .extracting(Collected::element)
                .contains("Attendance.category")
                .doesNotContain("Attendance.day");
    }

    @Test
    void a_flow_says_under_which_agreement_from_where_and_whether_it_is_open() throws Exception {
        Flow flow = inventory.now(NOW).flows().get(0);
        assertThat(flow.open()).isTrue();
        assertThat(flow.elements()).containsExactly("Attendance.day", "Attendance.category");
        assertThat(flow.from()).containsExactly("riverside");
        agree("Bridges Afterschool", "2026-09-30");
        assertThat(inventory.now(NOW).flows().get(0).clause()).isEqualTo("bridges: expiry");
    }

    @Test
    void a_partner_gives_and_gets() {
        assertThat(inventory.now(NOW).partners()).singleElement().satisfies(partner -> {
            assertThat(partner.gives()).containsExactly("bridges: visits");
            assertThat(partner.undertaken()).containsExactly("Day and minutes of each visit.");
            assertThat(partner.gets()).containsExactly("bridges-days: attendance");
        });
    }

    @Test
    void the_map_holds_every_system_and_flow_and_no_name_can_break_it() throws Exception {
        agree("Kids \"R\" us; end]--> |x| <script> #1 `y`", "2026-09-30");
        String map = Mermaid.of(inventory.now(NOW));
        List<String> lines = map.lines().toList();
        assertThat(lines.get(0)).isEqualTo("flowchart LR");
        String text = "\"([^\"`\\\\|<>;#]|#\\d+;|<br/>)*\"";
        assertThat(lines.subList(1, lines.size()))
                .allMatch(line -> line.matches("  hub\\(\\(\"Hub\"\\)\\)|  s\\d+\\[" + text + "]|  p\\d+\\(\\[" + text
                        + "]\\)|  s\\d+ (-->|-\\.->)\\|" + text + "\\| hub|  hub (-->|-\\.->)\\|" + text
                        + "\\| p\\d+"));
        assertThat(map)
                .contains("s1[\"bridges #40;Any table#41;\"]", "s1 -->|\"visits\"| hub")
                .contains("-.->|\"not connected\"| hub", "hub -.->|\"bridges-days<br/>bridges: expiry\"| p1")
                .contains("Kids #34;R#34; us#59; end#93;--#62;");
    }

    @Test
    void the_same_map_is_there_for_graphviz_and_no_name_can_break_it() throws Exception {
        agree("Kids \"R\" us & \\N <b>x</b>; } \\", "2026-09-30");
        String map = Graphviz.of(inventory.now(NOW));
        List<String> lines = map.lines().toList();
        String text = "\"([^\"\\\\&]|\\\\[\"\\\\n]|&amp;)*\"";
        assertThat(lines.get(0)).isEqualTo("digraph ecosystem {");
        assertThat(lines.get(lines.size() - 1)).isEqualTo("}");
        assertThat(lines.subList(5, lines.size() - 1))
                .allMatch(line -> line.matches(
                        "  [sp]\\d+ \\[label=" + text + "(, style=rounded)?];|  (s\\d+ -> hub|hub -> p\\d+)"
                                + " \\[label=" + text + "(, style=dashed)?];"));
        assertThat(map)
                .contains("s1 [label=\"bridges (Any table)\"];", "s1 -> hub [label=\"visits\"];")
                .contains("-> hub [label=\"not connected\", style=dashed];")
                .contains("hub -> p1 [label=\"bridges-days\\nbridges: expiry\", style=dashed];")
                .contains("p1 [label=\"Kids \\\"R\\\" us &amp; \\\\N <b>x</b>; } \\\\\", style=rounded];");
    }

    @Test
    void what_operators_declare_is_refused_with_line_and_fix() throws Exception {
        assertThatThrownBy(
                        () -> declare("systems:\n  - {id: a, title: A, owner: B, kind: c, holds: [Person.shoeSize]}\n"))
                .isInstanceOfSatisfying(FileProblemException.class, refused -> {
                    assertThat(refused.problems().get(0).line()).isEqualTo(2);
                    assertThat(refused.problems().get(0).what()).contains("no Person.shoeSize");
                });
        String one = "  - {id: a, title: A, owner: B, kind: c}\n";
        assertThatThrownBy(() -> declare("systems:\n" + one + one))
                .isInstanceOfSatisfying(
                        FileProblemException.class,
                        refused -> assertThat(refused.problems().get(0).line()).isEqualTo(3));
        assertThat(inventory.now(NOW).systems()).as("the last good one stays").hasSize(4);
    }

    @Test
    void editors_get_the_schema_that_the_hub_uses() {
        assertThat(Path.of("../../config/schema/inventory.schema.json"))
                .hasSameTextualContentAs(Path.of("src/main/resources/org/susten/inventory/inventory.schema.json"));
    }

    private static class TwoConnections implements Connections {
        @Override
        public List<Connection> all() {
            return List.of(
                    new Connection("riverside", "oneroster", SIS, "", "", Map.of()),
                    new Connection("bridges", "tabular", CLUB, "", "", Map.of()));
        }

        @Override
        public List<Disabled> disabled() {
            return List.of(new Disabled("gone", "clever", "install susten-connector-clever"));
        }

        @Override
        public Optional<Connection> find(String name) {
            return all().stream().filter(c -> c.name().equals(name)).findFirst();
        }

        @Override
        public List<String> check(String name) {
            return List.of();
        }
    }
}
