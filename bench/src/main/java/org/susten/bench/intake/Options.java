// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param rows rows of all files together, about
 * @param seed chooses the community
 * @param threads threads that map and stage
 * @param camel whether the plain Camel route runs too
 * @param folder where files and the database lie; a temporary one if empty
 * @param json where the figures go
 */
record Options(long rows, long seed, int threads, boolean camel, Optional<Path> folder, Optional<Path> json) {

    private static final Set<String> NAMES = Set.of("rows", "seed", "threads", "without", "folder", "json");

    static Options of(String[] arguments) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].startsWith("--") ? arguments[i].substring(2) : "";
            if (!NAMES.contains(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        arguments[i] + " is no option with a value; see ./susten bench help");
            }
            values.put(name, arguments[i + 1]);
        }
        return new Options(
                Long.parseLong(values.getOrDefault("rows", "1000000")),
                Long.parseLong(values.getOrDefault("seed", "1")),
                Integer.parseInt(values.getOrDefault("threads", "2")),
                !"camel".equals(values.get("without")),
                Optional.ofNullable(values.get("folder")).map(Path::of),
                Optional.ofNullable(values.get("json")).map(Path::of));
    }
}
