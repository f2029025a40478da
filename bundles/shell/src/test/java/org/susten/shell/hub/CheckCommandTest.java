// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.OperatorFiles;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyHub;

class CheckCommandTest {

    private final ToyHub hub = new ToyHub();
    private final CheckCommand command = new CheckCommand();

    @TempDir
    Path home;

    private final OperatorFiles files = new OperatorFiles() {
        @Override
        public List<State> states() {
            return List.of(
                    new State("agreements/good.yaml", "aa", "aa", ToyHub.NOON, List.of()),
                    new State(
                            "agreements/bad.yaml", "", "bb", Instant.EPOCH, List.of(new Problem(3, "no end", "add"))));
        }

        @Override
        public Map<String, List<Problem>> doubts() {
            return Map.of(
                    "agreements/good.yaml", List.of(new Problem(2, "nobody is called that", "write a name")),
                    "agreements/odd.yml", List.of(new Problem(0, "nobody reads it", "call it odd.yaml")));
        }

        @Override
        public String check(String name, Path file) throws FileProblemException {
            if (name.endsWith("bad.yaml")) {
                throw new FileProblemException(3, "expiry is missing", "add expiry: 2027-06-30");
            }
            return name + " would come into force";
        }

        @Override
        public Path etc() {
            return home.resolve("etc");
        }

        @Override
        public Subscription onChange(Runnable listener) {
            return () -> {};
        }
    };

    @BeforeEach
    void etc() throws Exception {
        for (String name : List.of("etc/agreements/good.yaml", "etc/agreements/bad.yaml", "draft.yaml")) {
            Files.createDirectories(home.resolve(name).getParent());
            Files.writeString(home.resolve(name), "x");
        }
        command.connections = hub.connections;
        command.files = files;
    }

    private String check(String what) throws Exception {
        command.what = what;
        return new Shell(home).text(command);
    }

    @Test
    void a_file_below_etc_is_named_from_etc_or_from_the_hub() throws Exception {
        assertThat(check("agreements/good.yaml")).isEqualTo("agreements/good.yaml would come into force\n");
        assertThat(check("etc/agreements/good.yaml")).isEqualTo("agreements/good.yaml would come into force\n");
    }

    @Test
    void a_connection_that_is_not_up_says_why() {
        hub.accessProblems.add("connector afterbell is not up: the hub's log says why");
        assertThatThrownBy(() -> check("clubs")).hasMessageContaining("the hub cannot read clubs");
    }

    @Test
    void a_draft_elsewhere_is_checked_as_the_file_it_will_be() throws Exception {
        assertThatThrownBy(() -> check("draft.yaml")).hasMessageContaining("--as");
        command.as = "agreements/new.yaml";
        assertThat(check("draft.yaml")).isEqualTo("agreements/new.yaml would come into force\n");
    }

    @Test
    void a_draft_of_a_connection_or_of_the_hubs_settings_is_known_by_its_name() throws Exception {
        Files.writeString(home.resolve("org.susten.rest.cfg"), "host = 127.0.0.1");
        assertThat(check("org.susten.rest.cfg")).isEqualTo("org.susten.rest.cfg would come into force\n");
        Files.writeString(home.resolve("draft.cfg"), "site = riverside");
        assertThatThrownBy(() -> check("draft.cfg"))
                .hasMessageContaining("--as org.susten.connector.CONNECTOR-NAME.cfg");
        Files.writeString(home.resolve("races.csv"), "");
        assertThatThrownBy(() -> check("races.csv")).hasMessageContaining("--as crosswalks/races.csv");
    }

    @Test
    void a_file_that_would_be_refused_is_told_with_line_and_fix_and_is_no_success() throws Exception {
        command.what = "agreements/bad.yaml";
        Shell shell = new Shell(home);

        assertThatThrownBy(() -> shell.text(command)).hasMessage("agreements/bad.yaml would be refused");
        assertThat(shell.printed()).containsPattern("3 +expiry is missing +add expiry: 2027-06-30");
        assertThatThrownBy(() -> shell.json(command)).hasMessage("agreements/bad.yaml would be refused");
        assertThat(new ObjectMapper()
                        .readTree(shell.printed())
                        .at("/problems/0/line")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void a_connection_is_asked_for_access() throws Exception {
        assertThat(check("riverside")).isEqualTo("The hub can reach riverside.\n");
        hub.accessProblems.add("the key is refused; ask the school for a new one");
        assertThatThrownBy(() -> check("riverside")).hasMessage("the hub cannot read riverside");
    }

    @Test
    void what_is_neither_is_told() {
        assertThatThrownBy(() -> check("nothing")).hasMessageContaining("no connection and no file nothing");
    }

    @Test
    void files_show_what_is_in_force_and_why_others_are_refused() throws Exception {
        FilesCommand list = new FilesCommand();
        list.files = files;

        assertThat(new Shell(home).text(list))
                .containsPattern("agreements/good.yaml +in force +2026-09-01")
                .containsPattern("agreements/bad.yaml +refused\n")
                .containsPattern("Refused: agreements/bad.yaml\n\n.*\n +3 +no end +add")
                .contains("Doubtful: agreements/odd.yml");
        JsonNode json = new Shell(home).tree(list);
        assertThat(json.at("/0/doubts/0/what").asText()).isEqualTo("nobody is called that");
        assertThat(json.at("/1/problems/0/what").asText()).isEqualTo("no end");
        assertThat(json.at("/2/name").asText()).isEqualTo("agreements/odd.yml");
    }
}
