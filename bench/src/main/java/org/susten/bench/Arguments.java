// SPDX-License-Identifier: Apache-2.0
package org.susten.bench;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What stands behind a benchmark on the command line: {@code --name value}, and nothing that it does not know. */
public final class Arguments {

    private Arguments() {}

    /**
     * Values by name, without the hyphens.
     *
     * @throws IllegalArgumentException where something is no such pair, or its name is none of these; a benchmark that took it for nothing
     *     would measure something else than was asked for
     */
    public static Map<String, String> of(String[] arguments, String... names) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!List.of(names).contains(name)) {
                throw new IllegalArgumentException(
                        arguments[i] + " is no option here; these are: --" + String.join(", --", names));
            }
            if (i + 1 == arguments.length) {
                throw new IllegalArgumentException("the value of " + arguments[i] + " is missing");
            }
            values.put(name, arguments[i + 1]);
        }
        return values;
    }

    /** A folder that is named, or one of the source tree, from wherever {@code ./susten} is called. */
    public static Path folder(Map<String, String> values, String name, String ours) {
        String named = values.get(name);
        return named != null
                ? Path.of(named)
                : Path.of(System.getProperty("susten.root", "")).resolve(ours);
    }
}
