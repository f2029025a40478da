// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Writes a community from the command line: {@code --seed 7 --rows 1000000 --out folder [--order n] [--changed 0.01]}. */
public final class GenerateCommunity {

    private GenerateCommunity() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        Spec spec = Spec.ofRows(
                Long.parseLong(options.getOrDefault("--seed", "7")),
                Long.parseLong(options.getOrDefault("--rows", "1000000")));
        Variation variation = Variation.shuffled(Long.parseLong(options.getOrDefault("--order", "0")))
                .changing(Double.parseDouble(options.getOrDefault("--changed", "0")), spec.seed());
        Path out = Path.of(options.getOrDefault("--out", "community"));
        Map<String, Long> rows = new Community(spec).writeRoster(out, false, variation);
        PrintWriter console =
                new PrintWriter(new java.io.FileOutputStream(java.io.FileDescriptor.out), true, StandardCharsets.UTF_8);
        rows.forEach((file, count) -> console.printf("%,12d  %s%n", count, file));
    }
}
