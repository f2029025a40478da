// SPDX-License-Identifier: Apache-2.0
package org.susten.shell;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Command;
import org.susten.shell.answer.HubCommand;

/** The commands there are, in whichever folder. */
final class Compiled {

    private Compiled() {}

    static List<Class<?>> commands() throws IOException, URISyntaxException {
        Path classes = Path.of(HubCommand.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(classes.resolve("org/susten/shell"))) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> classes.relativize(file).toString().replace('/', '.'))
                    .filter(name -> !name.endsWith("package-info.class"))
                    .<Class<?>>map(name -> find(name.replaceAll("\\.class$", "")))
                    .filter(type -> type.isAnnotationPresent(Command.class))
                    .toList();
        }
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName(name, false, HubCommand.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
