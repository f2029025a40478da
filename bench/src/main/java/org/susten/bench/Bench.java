// SPDX-License-Identifier: Apache-2.0
package org.susten.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.susten.bench.community.GenerateCommunity;
import org.susten.bench.intake.IntakeBench;
import org.susten.bench.read.ReadBench;

/** {@code ./susten bench}: measures the hub, or invents a community. */
public final class Bench {

    private static final String USAGE =
            """
            usage: ./susten bench COMMAND
              intake [--rows 1000000] [--seed 1] [--threads 2] [--without camel] [--folder DIR] [--json FILE]
                     a generated OneRoster community through the whole intake route, beside raw COPY, a plain Camel route and a
                     plain JDBC loop
              read [--rows 300000] [--json FILE]
                     how fast the kit reads each file format, beside the bare parser of that format
              community --out DIR|FILE.zip [--rows N|--students N] ...
                     writes an invented community
            """;

    private Bench() {}

    /** Runs one benchmark. */
    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        String[] rest = arguments.length == 0 ? arguments : Arrays.copyOfRange(arguments, 1, arguments.length);
        String command = arguments.length == 0 ? "help" : arguments[0];
        switch (command) {
            case "intake" -> IntakeBench.run(rest, out);
            case "read" -> ReadBench.run(rest, out);
            case "community" -> GenerateCommunity.main(rest);
            default -> {
                out.print(USAGE);
                if (!command.equals("help")) {
                    System.exit(2);
                }
            }
        }
    }
}
