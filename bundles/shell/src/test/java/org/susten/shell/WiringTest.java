// SPDX-License-Identifier: Apache-2.0
package org.susten.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.junit.jupiter.api.Test;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;

class WiringTest {

    @Test
    void every_command_is_one_the_shell_finds() throws Exception {
        assertThat(Compiled.commands()).hasSizeGreaterThan(20).allSatisfy(type -> {
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
        assertThat(Compiled.commands().stream()
                        .map(type -> type.getAnnotation(Command.class).name()))
                .doesNotHaveDuplicates();
    }

    @Test
    void options_without_a_value_are_known() throws Exception {
        Set<String> flags = new TreeSet<>();
        for (Class<?> type : Compiled.commands()) {
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
