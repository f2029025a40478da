// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.susten.bench.Arguments;

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

    static Options of(String[] arguments) {
        Map<String, String> values = Arguments.of(arguments, "rows", "seed", "threads", "without", "folder", "json");
        return new Options(
                Long.parseLong(values.getOrDefault("rows", "1000000")),
                Long.parseLong(values.getOrDefault("seed", "1")),
                Integer.parseInt(values.getOrDefault("threads", "2")),
                !"camel".equals(values.get("without")),
                Optional.ofNullable(values.get("folder")).map(Path::of),
                Optional.ofNullable(values.get("json")).map(Path::of));
    }
}
