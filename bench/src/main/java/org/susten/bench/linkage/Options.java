// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the command line asks for.
 *
 * @param records of the invented community
 * @param seed chooses the community
 * @param set only this one; all if empty
 * @param peers whether peers run too
 * @param data folder of public sets
 * @param mappings folder of mappings
 * @param folder where files lie; a temporary one if empty
 * @param json where the figures go
 */
record Options(
        long records,
        long seed,
        Optional<String> set,
        boolean peers,
        Path data,
        Path mappings,
        Optional<Path> folder,
        Optional<Path> json) {

    private static final Set<String> NAMES =
            Set.of("records", "seed", "set", "without", "data", "mappings", "folder", "json");

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
                Long.parseLong(values.getOrDefault("records", "100000")),
                Long.parseLong(values.getOrDefault("seed", "1")),
                Optional.ofNullable(values.get("set")),
                !"peers".equals(values.get("without")),
                Path.of(values.getOrDefault("data", "../shared/data/linkage")),
                Path.of(values.getOrDefault("mappings", "bench/mappings")),
                Optional.ofNullable(values.get("folder")).map(Path::of),
                Optional.ofNullable(values.get("json")).map(Path::of));
    }
}
