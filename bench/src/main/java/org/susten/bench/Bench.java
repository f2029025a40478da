// SPDX-License-Identifier: Apache-2.0
package org.susten.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.susten.bench.community.Families;
import org.susten.bench.community.GenerateCommunity;
import org.susten.bench.delivery.DeliveryBench;
import org.susten.bench.delivery.LedgerBench;
import org.susten.bench.intake.IntakeBench;
import org.susten.bench.linkage.ArrivalsBench;
import org.susten.bench.linkage.LinkageBench;
import org.susten.bench.measures.MeasuresBench;
import org.susten.bench.provider.ProviderBench;
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
              linkage [--records 100000] [--seed 1] [--set families|febrl3|...] [--without peers,incremental]
                      [--peers-up-to 100000] [--data ../shared/data/linkage] [--mappings bench/mappings] [--folder DIR]
                      [--json FILE]
                     who is the same person, in an invented community and in the public sets below --data, beside Duke 1.2 and a
                     model in SQL on DuckDB; in lots, and by group of people, too. Above --peers-up-to records the engine runs alone
              arrivals [--records 1000000] [--arrivals 2000] [--runs 7] [--singles 1000] [--seed 1] [--folder DIR] [--json FILE]
                     how fast newcomers find their persons in an index of so many records: in --runs runs of --arrivals, and
                     --singles one by one. A folder keeps the index for the next time
              provider [--users 100000] [--connections 16] [--seconds 20] [--json FILE]
                     how fast a partner reads a roster over TLS: pages of 100, far behind as in front, as ratios to the limits
              delivery [--rows 1000000] [--children ROWS/20] [--rounds 3] [--json FILE]
                     how fast a governed full feed and a delta of one percent leave, with and without the ledger, beside COPY of the
                     same columns
              ledger [--rows 1000000] [--rounds 3] [--json FILE]
                     what the ledger costs a delivery of which each row is another child, and how long the whole chain takes to verify
              measures [--people 1000000] [--seed 1] [--measures config/etc/measures] [--schools 1000] [--at-once 2]
                      [--folder DIR] [--json FILE]
                     how long all shipped measures take over so many people, asked for as many at once as there are processors, and
                     to hide the small cells of a table of --schools by 12 grades by 7 groups, as ratios to the aims. A folder
                     keeps the people for the next time
              families --out FILE.csv [--records 100000] [--seed 1]
                     writes children as four systems know them, with who is who; mapping: bench/mappings/community.yaml
              community --out DIR|FILE.zip [--rows N|--students N] ...
                     writes an invented community
            """;

    private Bench() {}

    /** Runs one benchmark. */
    public static void main(String[] arguments) throws Exception {
        // What the hub's parts say of their work would bury the figures.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream problems = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = run(arguments, out, problems);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Runs one and says how it went: 0, or 2 where what was asked for cannot be meant. */
    static int run(String[] arguments, PrintStream out, PrintStream problems) throws Exception {
        String command = arguments.length == 0 ? "help" : arguments[0];
        if (Stream.of(arguments).anyMatch(List.of("help", "--help", "-h")::contains) || arguments.length == 0) {
            out.print(USAGE);
            return 0;
        }
        try {
            run(command, Arrays.copyOfRange(arguments, 1, arguments.length), out);
            return 0;
        } catch (NumberFormatException e) {
            problems.println("bench " + command + ": a number is wanted. " + e.getMessage());
            return 2;
        } catch (IllegalArgumentException e) {
            problems.println("bench " + command + ": " + e.getMessage() + ". ./susten bench help tells all of them");
            return 2;
        }
    }

    private static void run(String command, String[] rest, PrintStream out) throws Exception {
        switch (command) {
            case "intake" -> IntakeBench.run(rest, out);
            case "read" -> ReadBench.run(rest, out);
            case "linkage" -> LinkageBench.run(rest, out);
            case "arrivals" -> ArrivalsBench.run(rest, out);
            case "provider" -> ProviderBench.run(rest, out);
            case "delivery" -> DeliveryBench.run(rest, out);
            case "ledger" -> LedgerBench.run(rest, out);
            case "measures" -> MeasuresBench.run(rest, out);
            case "families" -> families(rest, out);
            case "community" -> GenerateCommunity.main(rest);
            default -> throw new IllegalArgumentException("there is no such benchmark");
        }
    }

    private static void families(String[] arguments, PrintStream out) throws IOException {
        Map<String, String> options = Arguments.of(arguments, "out", "records", "seed");
        if (!options.containsKey("out")) {
            throw new IllegalArgumentException("--out FILE.csv is missing");
        }
        long records = Families.write(
                Path.of(options.get("out")),
                Long.parseLong(options.getOrDefault("seed", "1")),
                Long.parseLong(options.getOrDefault("records", "100000")));
        out.printf(Locale.ROOT, "%,d records in %s%n", records, options.get("out"));
    }
}
