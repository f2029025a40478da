// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A connector of somebody else's comes to a hub that runs, and goes again. */
@ExtendWith(HubExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AddonIT {
    private static final Pattern SERVICE_ID = Pattern.compile("service\\.id = (\\d+)");

    /** What would come anew if a bundle of ours, or the Camel context with every route, were stopped or refreshed. */
    private static final List<String> SERVICES = List.of(
            "org.apache.camel.CamelContext",
            "org.susten.db.Database",
            "org.susten.engine.Connections",
            "org.susten.engine.Runs",
            "org.susten.feeds.Deliveries",
            "org.susten.governance.Agreements",
            "org.susten.users.Users",
            "jakarta.servlet.Filter");

    private static final String BADGE =
            "repository/contract/org.susten.connector.tidepool.TidepoolConnectorTest.properties";

    @TempDir
    static Path folder;

    private static TestKar kars;
    private static TestKar.Signer author;
    private static Path signed;

    @BeforeAll
    static void build() throws Exception {
        kars = new TestKar(folder);
        author = kars.signer("tidepool-authors");
        signed = kars.signed(kars.unsigned("unsigned.kar", Map.of(BADGE, badge(15))), "tidepool.kar", author);
    }

    /** As the contract leaves it. */
    private static String badge(int tests) {
        return "system=tidepool\nconnector=org.susten.connector.tidepool.Tidepool\n"
                + "test=org.susten.connector.tidepool.TidepoolConnectorTest\n"
                + "contract=0.1.0\nclaims=C-01 C-04\ntests=" + tests + '\n';
    }

    @Test
    @Order(1)
    @DisplayName(
            "S-15 an add-on that is unsigned, signed by a stranger or changed since is refused and leaves no trace")
    void what_nobody_trusted_signed_is_refused(Hub hub) throws Exception {
        refused(hub, folder.resolve("unsigned.kar"), "nobody signed it");
        refused(hub, signed, "signed by nobody whose certificate lies in etc/trust");
        trust(hub);
        refused(hub, changed(), "not what its signer signed");
        refused(hub, added(), "signed by others than the rest, or by nobody");
    }

    @Test
    @Order(2)
    @DisplayName("C-15 a badge that was changed since it was signed is refused with its KAR")
    void a_changed_badge_is_refused(Hub hub) throws Exception {
        refused(hub, withEntry("boasting.kar", BADGE, badge(99)), "not what its signer signed");
    }

    @Test
    @Order(2)
    @DisplayName("S-13 a KAR that would write outside its place is refused, signed or not")
    void a_kar_that_leaves_its_place_is_refused(Hub hub) throws Exception {
        for (String entry : List.of(
                "resources/etc/users.properties",
                "repository/../../etc/evil.cfg",
                "/etc/evil",
                "repository/ORG/x",
                "C:/x")) {
            String twin = entry.equals("repository/ORG/x") ? "repository/org/X" : "repository/y";
            Path bad = kars.unsigned("bad-unsigned.kar", Map.of(entry, "x", twin, "y"));
            refused(hub, kars.signed(bad, "bad.kar", author), "this KAR is not taken");
        }
        assertThat(hub.home().resolve("etc/evil.cfg")).doesNotExist();
    }

    @Test
    @Order(2)
    @DisplayName(
            "S-16 C-15 before an add-on is installed it is told who signed it, what its badge says and what its code can do")
    void what_an_addon_can_do_is_told_before(Hub hub) throws Exception {
        assertThat(hub.susten("install", "--check", signed.toString())
                        .succeeds()
                        .output())
                .contains("Add-on tidepool would be installed; signed by CN=tidepool-authors")
                .contains("Badge: tidepool (Tidepool) passed the contract of Susten 0.1.0: C-01 C-04, in 15 tests")
                .contains("org.susten.connector.tidepool 1.0.0", "Connectors: tidepool")
                .contains("reads the files that arrive for its connections")
                .doesNotContain("opens network connections", "reads or writes files of its own")
                .containsPattern("Person +personal +givenName, roles")
                .contains("Settings of its connections' files: site")
                .contains("does not enforce it");
        assertThat(hub.susten(
                                "install",
                                "--check",
                                folder.resolve("unsigned.kar").toString())
                        .output())
                .contains("nobody signed it");
        assertThat(hub.shell("susten:addons").succeeds().output()).contains("No add-on is installed");
    }

    @Test
    @Order(3)
    @DisplayName(
            "R-24 C-11 a connector is installed and its connection lives, beside a run of another, and nothing that runs is touched")
    void a_connector_comes_while_others_run(Hub hub) throws Exception {
        connectRiverside(hub);
        Map<String, String> before = services(hub);
        sendRiverside(hub);
        Outcome installed = hub.susten("install", signed.toString()).succeeds();
        assertThat(installed.output())
                .contains("susten-connector-tidepool", "CN=tidepool-authors", "Person", "C-01 C-04, in 15 tests");

        Files.writeString(
                hub.home().resolve("etc/org.susten.connector.tidepool-cove.cfg"),
                "site = cove\narrive = file:arrivals/cove\n");
        Hub.until("the state of cove", () -> state(hub, "cove").equals("UP"));
        send(hub, "campers-1.csv", "id,given\n1,Invented\n2,Likewise\n");
        Hub.until("cove is committed", () -> committed(hub, "cove") == 1);
        Hub.until("riverside is committed", () -> committed(hub, "riverside") == 1);

        assertThat(hub.shell("susten:addons tidepool").succeeds().output())
                .contains("Connection cove reads Tidepool (afterschool)", "campers");
        assertThat(services(hub)).isEqualTo(before);
        assertThat(hub.shell("susten:addons --json").succeeds().output())
                .contains("\"running\" : true", "\"tests\" : 15");
        assertThat(Files.readString(hub.home().resolve("data/log/susten.log"))).doesNotContain("touched bundle");
    }

    @Test
    @Order(4)
    @DisplayName("C-11 an add-on is there again after a restart with Karaf's own memory cleared")
    void an_addon_outlives_a_restart_and_a_cleared_cache(Hub hub) throws Exception {
        hub.susten("stop").succeeds();
        Outcome.of(hub.home(), List.of("rm", "-rf", "data/cache")).succeeds();
        hub.susten("start").succeeds();
        Hub.until("the state of cove", () -> state(hub, "cove").equals("UP"));
    }

    @Test
    @Order(5)
    @DisplayName(
            "R-24 C-11 S-15 a newer version takes its place while others run; an older one only where that is meant")
    void an_addon_is_upgraded_in_place(Hub hub) throws Exception {
        Map<String, String> before = services(hub);
        Path newer = kars.signed(kars.unsigned("newer-unsigned.kar", "1.1.0", Map.of()), "tidepool-new.kar", author);
        assertThat(hub.susten("install", newer.toString()).succeeds().output())
                .contains("susten-connector-tidepool/1.1.0", "Badge: none; it was built without its tests");
        assertThat(hub.shell("susten:addons").succeeds().output()).contains("tidepool-new");
        Hub.until("it has come about", () -> state(hub, "cove").equals("UP"));
        send(hub, "campers-2.csv", "id,given\n1,Invented\n2,Likewise\n3,Also\n");
        Hub.until("it has come about", () -> committed(hub, "cove") == 2);

        Outcome older = hub.susten("install", signed.toString());
        assertThat(older.code()).isNotZero();
        assertThat(older.output()).contains("1.0.0", "has had 1.1.0", "--downgrade");
        Path stranger = kars.signed(
                kars.unsigned("stranger-unsigned.kar", "1.2.0", Map.of()), "tidepool-x.kar", trusted(hub, "strangers"));
        assertThat(hub.susten("install", stranger.toString()).output())
                .contains("signed by CN=tidepool-authors", "CN=strangers");

        hub.susten("install", "--downgrade", signed.toString()).succeeds();
        Hub.until("it has come about", () -> state(hub, "cove").equals("UP"));
        assertThat(hub.shell("bundle:list -t 0 -s --no-format")
                        .succeeds()
                        .output()
                        .lines()
                        .filter(l -> l.contains("tidepool")))
                .singleElement()
                .asString()
                .contains("1.0.0");
        assertThat(services(hub)).isEqualTo(before);
        assertThat(Files.readString(hub.home().resolve("data/log/susten.log"))).doesNotContain("touched bundle");
    }

    private static TestKar.Signer trusted(Hub hub, String name) throws Exception {
        TestKar.Signer signer = kars.signer(name);
        Files.copy(signer.certificate(), hub.home().resolve("etc/trust/" + name + ".pem"));
        return signer;
    }

    @Test
    @Order(6)
    @DisplayName("C-11 R-24 a connector that is removed leaves no bundle, feature or file, and its rows stay")
    void a_connector_goes_and_leaves_no_trace(Hub hub) throws Exception {
        Map<String, String> before = services(hub);
        hub.susten("remove", "tidepool").succeeds();
        assertThat(hub.shell("bundle:list -t 0 -s --no-format").succeeds().output())
                .doesNotContain("tidepool")
                .contains("org.susten.engine");
        assertThat(hub.shell("feature:list --no-format").succeeds().output()).doesNotContain("tidepool");
        assertThat(hub.shell("feature:repo-list").succeeds().output()).doesNotContain("tidepool");
        try (Stream<Path> left = Files.list(hub.home().resolve("addons"))) {
            assertThat(left.filter(Files::isDirectory)).isEmpty();
        }
        Hub.until("the state of cove", () -> state(hub, "cove").equals("DISABLED"));
        assertThat(committed(hub, "cove")).isEqualTo(2);
        assertThat(services(hub)).isEqualTo(before);
        assertThat(hub.susten("remove", "tidepool").code()).isNotZero();
    }

    private static void refused(Hub hub, Path kar, String why) throws Exception {
        Outcome outcome = hub.susten("install", kar.toString());
        assertThat(outcome.code()).as(outcome.output()).isNotZero();
        assertThat(outcome.output()).contains(why);
        try (Stream<Path> left = Files.list(hub.home().resolve("addons"))) {
            assertThat(left.filter(Files::isDirectory)).isEmpty();
        }
    }

    private static void trust(Hub hub) throws IOException {
        // The hub comes with the folder: whoever follows the documentation copies into it.
        Files.copy(author.certificate(), hub.home().resolve("etc/trust/tidepool.pem"));
    }

    /** The signed one with another feature file under the same name. */
    private static Path changed() throws Exception {
        return withEntry(
                "changed.kar",
                "repository/org/susten/example/tidepool-features/1.0.0/tidepool-features-1.0.0-features.xml",
                "<features/>");
    }

    /** The signed one with an entry that its signer has not seen. */
    private static Path added() throws Exception {
        return withEntry("added.kar", "repository/more.txt", "<features/>");
    }

    private static Path withEntry(String name, String entry, String text) throws Exception {
        Path kar = Files.copy(signed, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        try (var zip = java.nio.file.FileSystems.newFileSystem(kar)) {
            Files.writeString(zip.getPath(entry), text);
        }
        return kar;
    }

    private static void connectRiverside(Hub hub) throws Exception {
        String file = "etc/org.susten.connector.oneroster-riverside.cfg";
        Files.copy(samples().resolve(file), hub.home().resolve(file));
        Hub.until("the state of riverside", () -> state(hub, "riverside").equals("UP"));
    }

    /** The whole district, so that there is something to read while the add-on comes. */
    private static void sendRiverside(Hub hub) throws Exception {
        Path folder = Files.createDirectories(hub.home().resolve("arrivals/riverside"));
        try (Stream<Path> files = Files.list(samples().resolve("data/riverside"))) {
            for (Path file : files.toList()) {
                Path part = Files.copy(file, folder.resolve("." + file.getFileName() + ".part"));
                Files.move(part, folder.resolve(file.getFileName()));
            }
        }
        Hub.until("a run has begun", () -> !hub.json("/api/v1/runs?connection=riverside")
                .isEmpty());
    }

    private static Path samples() {
        return Path.of(System.getProperty("susten.samples"));
    }

    private static void send(Hub hub, String name, String text) throws IOException {
        Path folder = Files.createDirectories(hub.home().resolve("arrivals/cove"));
        Path part = Files.writeString(folder.resolve("." + name + ".part"), text);
        Files.move(part, folder.resolve(name));
    }

    private static String state(Hub hub, String connection) throws Exception {
        for (JsonNode each : hub.json("/api/v1/connections")) {
            if (each.path("name").asText().equals(connection)) {
                return each.path("state").asText();
            }
        }
        return "";
    }

    private static int committed(Hub hub, String connection) throws Exception {
        int committed = 0;
        for (JsonNode run : hub.json("/api/v1/runs?connection=" + connection)) {
            committed += run.path("state").asText().equals("COMMITTED") ? 1 : 0;
        }
        return committed;
    }

    /** The numbers the framework gave these services when they were registered. */
    private static Map<String, String> services(Hub hub) throws Exception {
        Map<String, String> ids = new TreeMap<>();
        for (String service : SERVICES) {
            Matcher id = SERVICE_ID.matcher(
                    hub.shell("service:list " + service).succeeds().output());
            StringBuilder all = new StringBuilder();
            while (id.find()) {
                all.append(id.group(1)).append(' ');
            }
            assertThat(all.toString()).as(service).isNotEmpty();
            ids.put(service, all.toString());
        }
        return ids;
    }
}
