// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.junit.jupiter.api.Test;

class WiringTest {

    private static List<Class<?>> compiled() throws Exception {
        Path folder = Path.of(HubCommand.class.getResource("HubCommand.class").toURI())
                .getParent();
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Command.class") && !name.equals("HubCommand.class"))
                    .<Class<?>>map(name -> find(name.replace(".class", "")))
                    .toList();
        }
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName("org.susten.shell.internal." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void every_command_is_one_the_shell_finds() throws Exception {
        assertThat(compiled()).hasSizeGreaterThan(20).allSatisfy(type -> {
            assertThat(type).hasAnnotation(Service.class);
            assertThat(type.getAnnotation(Parsing.class))
                    .extracting(Parsing::value)
                    .isEqualTo(OptionsAnywhere.class);
            assertThat(type.getAnnotation(Command.class).scope()).isEqualTo("susten");
            assertThat(type.getAnnotation(Command.class).description()).isNotBlank();
            assertThat(type.getConstructor().newInstance()).isInstanceOf(HubCommand.class);
        });
    }

    @Test
    void no_two_commands_have_one_name() throws Exception {
        assertThat(compiled().stream()
                        .map(type -> type.getAnnotation(Command.class).name()))
                .doesNotHaveDuplicates();
    }

    @Test
    void options_without_a_value_are_known() throws Exception {
        Set<String> flags = new TreeSet<>();
        for (Class<?> type : compiled()) {
            for (Field field : type.getDeclaredFields()) {
                Option option = field.getAnnotation(Option.class);
                if (option != null && field.getType() == boolean.class) {
                    flags.add(option.name());
                } else if (option != null) {
                    assertThat(OptionsAnywhere.FLAGS).doesNotContain(option.name());
                }
            }
        }
        flags.add("--json");
        assertThat(OptionsAnywhere.FLAGS).isEqualTo(flags);
    }
}
