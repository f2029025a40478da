// SPDX-License-Identifier: Apache-2.0
package org.susten.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.karaf.service.guard.tools.ACLConfigurationParser;
import org.apache.karaf.shell.api.action.Command;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.shell.answer.OfChildren;

/** The roles that the shipped file asks for, as Karaf reads it, for every command there is. */
class CommandRolesTest {

    private static final Path SHIPPED = Path.of("../../config/etc");
    private static final Set<String> ALL = Set.of("viewer", "manager", "admin");

    /** What shows how the hub does, and changes nothing. */
    private static final Set<String> LOOKS = Set.of(
            "alerts",
            "connections",
            "connectors",
            "deliveries",
            "feeds",
            "files",
            "holds",
            "inventory",
            "measures",
            "quarantine",
            "questions",
            "run",
            "runs",
            "summary");

    /** What an operator does with runs, files and deliveries. */
    private static final Set<String> OPERATES =
            Set.of("approve", "check", "deliver", "reject", "replay", "settle", "start");

    private static TreeMap<String, Class<?>> commands() throws URISyntaxException, IOException {
        TreeMap<String, Class<?>> commands = new TreeMap<>();
        for (Class<?> type : Compiled.commands()) {
            Command command = type.getAnnotation(Command.class);
            assertThat(command.scope()).isEqualTo("susten");
            assertThat(commands.put(command.name(), type)).isNull();
        }
        return commands;
    }

    private static Set<String> roles(String scope, String command, String... arguments) throws IOException {
        Hashtable<String, Object> lines = new Hashtable<>();
        lines(scope).forEach((key, value) -> lines.put((String) key, value));
        List<String> roles = new ArrayList<>();
        ACLConfigurationParser.Specificity found = ACLConfigurationParser.getRolesForInvocation(
                command, new Object[] {List.of(arguments).toString()}, null, lines, roles);
        assertThat(found).as("a line speaks of " + command).isNotEqualTo(ACLConfigurationParser.Specificity.NO_MATCH);
        return new TreeSet<>(roles);
    }

    private static Properties lines(String scope) throws IOException {
        Properties file = new Properties();
        try (Reader reader =
                Files.newBufferedReader(SHIPPED.resolve("org.apache.karaf.command.acl." + scope + ".cfg"))) {
            file.load(reader);
        }
        return file;
    }

    @Test
    @DisplayName("S-32 every command needs a role, and most of them the highest")
    void every_command_needs_a_role() throws Exception {
        TreeMap<String, Class<?>> commands = commands();
        assertThat(commands).hasSizeGreaterThan(50).containsKeys(LOOKS.toArray(String[]::new));
        for (String command : commands.keySet()) {
            Set<String> may = LOOKS.contains(command)
                    ? ALL
                    : OPERATES.contains(command) ? Set.of("manager", "admin") : Set.of("admin");
            assertThat(roles("susten", command)).as(command).isEqualTo(may);
        }
        assertThat(lines("susten").stringPropertyNames())
                .as("the file speaks of no command that there is not")
                .allMatch(key -> key.equals("*") || commands.containsKey(key.replaceFirst("\\[.*", "")));
    }

    @Test
    @DisplayName("P-07 no account that may look may write, and what tells of children is for administrators")
    void who_may_look_may_not_write() throws Exception {
        for (var command : commands().entrySet()) {
            if (OfChildren.class.isAssignableFrom(command.getValue())) {
                assertThat(roles("susten", command.getKey()))
                        .as(command.getKey())
                        .containsExactly("admin");
            }
        }
    }

    @ParameterizedTest(name = "susten:{0}")
    @DisplayName(
            "P-07 rows of children and counts that nobody has released are for administrators, though the command is not")
    @CsvSource({
        "summary, --sample",
        "summary, --sample --json",
        "measures, absence --draft",
        "measures, --draft absence"
    })
    void what_shows_more_needs_more(String command, String arguments) throws IOException {
        assertThat(roles("susten", command, arguments.split(" "))).containsExactly("admin");
    }

    @ParameterizedTest(name = "{0}:{1}")
    @DisplayName("S-32 files, variables, bundles, configuration and accounts are for administrators")
    @CsvSource({
        "shell, cat",
        "shell, tac",
        "shell, more",
        "shell, less",
        "shell, head",
        "shell, grep",
        "shell, source",
        "shell, exec",
        "shell, .redirect",
        "shell, .invoke",
        "bundle, list",
        "bundle, install",
        "config, list",
        "config, property-set",
        "feature, repo-add",
        "jaas, realm-manage",
        "system, property",
        "system, shutdown"
    })
    void what_reaches_beyond_the_hub_needs_the_highest(String scope, String command) throws IOException {
        assertThat(roles(scope, command)).containsExactly("admin");
    }

    @Test
    @DisplayName("S-32 commands of no file need the highest role")
    void what_no_file_speaks_of_needs_the_highest() throws IOException {
        Properties system = new Properties();
        try (Reader reader = Files.newBufferedReader(SHIPPED.resolve("custom.system.properties"))) {
            system.load(reader);
        }
        assertThat(system.getProperty("karaf.secured.command.compulsory.roles")).isEqualTo("admin");
    }
}
