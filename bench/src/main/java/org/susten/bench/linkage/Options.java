// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.susten.bench.Arguments;

/**
 * What the command line asks for.
 *
 * @param records of the invented community
 * @param seed chooses the community
 * @param set only this one; all if empty
 * @param peers whether peers run too
 * @param incremental whether the records go through the person index in lots, too
 * @param peersUpTo the largest invented community that peers run on
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
        boolean incremental,
        long peersUpTo,
        Path data,
        Path mappings,
        Optional<Path> folder,
        Optional<Path> json) {

    static Options of(String[] arguments) {
        Map<String, String> values = Arguments.of(
                arguments, "records", "seed", "set", "without", "peers-up-to", "data", "mappings", "folder", "json");
        Set<String> without = Set.of(values.getOrDefault("without", "").split(","));
        if (!Set.of("", "peers", "incremental").containsAll(without)) {
            throw new IllegalArgumentException("--without takes peers, incremental or both, with a comma between");
        }
        return new Options(
                Long.parseLong(values.getOrDefault("records", "100000")),
                Long.parseLong(values.getOrDefault("seed", "1")),
                Optional.ofNullable(values.get("set")),
                !without.contains("peers"),
                !without.contains("incremental"),
                Long.parseLong(values.getOrDefault("peers-up-to", "100000")),
                Arguments.folder(values, "data", "../shared/data/linkage"),
                Arguments.folder(values, "mappings", "bench/mappings"),
                Optional.ofNullable(values.get("folder")).map(Path::of),
                Optional.ofNullable(values.get("json")).map(Path::of));
    }

    boolean wants(String name) {
        return set.isEmpty() || set.get().equals(name);
    }
}
