// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes a community from the command line, as {@code --name value} pairs:
 *
 * <ul>
 *   <li>{@code out} the folder, or a name that ends with {@code .zip}; {@code version} 1.1 or 1.2
 *   <li>{@code seed}; {@code rows} of all OneRoster files together, or {@code students}
 *   <li>{@code order} seed of another row order; {@code changed} share of rows with a changed field
 *   <li>{@code others} a folder for attendance, the afterschool provider, Head Start and the truth; {@code days} of attendance
 *   <li>{@code typo}, {@code birthDate}, {@code missing}, {@code idKnown}, {@code mistypedId}, {@code nickname}, {@code formerName},
 *       {@code formerAddress}: how often the programs write something in their own way
 * </ul>
 */
public final class GenerateCommunity {

    private static final Set<String> KNOWN = Set.of(
            "out",
            "version",
            "seed",
            "rows",
            "students",
            "order",
            "changed",
            "others",
            "days",
            "typo",
            "birthDate",
            "missing",
            "idKnown",
            "mistypedId",
            "nickname",
            "formerName",
            "formerAddress");

    private final Map<String, String> options = new TreeMap<>();

    private GenerateCommunity(String[] arguments) {
        for (int i = 0; i < arguments.length; i += 2) {
            String name = arguments[i].replaceFirst("^--", "");
            if (!KNOWN.contains(name) || i + 1 == arguments.length) {
                throw new IllegalArgumentException(
                        "write --name value, with names of " + KNOWN + "; not " + arguments[i]);
            }
            options.put(name, arguments[i + 1]);
        }
    }

    /** Runs it. */
    public static void main(String[] arguments) throws IOException {
        Map<String, Long> rows = new GenerateCommunity(arguments).write();
        PrintWriter console = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        rows.forEach((file, count) -> console.printf("%,12d  %s%n", count, file));
    }

    private Map<String, Long> write() throws IOException {
        Spec spec = spec();
        Community community = new Community(spec);
        Variation variation = Variation.shuffled(number("order", 0)).changing(share("changed", 0), spec.seed());
        boolean v12 = options.getOrDefault("version", "1.1").equals("1.2");
        Map<String, Long> rows =
                new TreeMap<>(community.writeRoster(Path.of(options.getOrDefault("out", "community")), v12, variation));
        String others = options.get("others");
        if (others != null) {
            Path folder = Path.of(others);
            int days = (int) number("days", 40);
            rows.put("attendance.csv.gz", community.writeAttendance(folder.resolve("attendance.csv.gz"), days, false));
            rows.putAll(community.writeAfterschool(folder, days, false));
            rows.put("preschoolers.csv", community.writeHeadStart(folder, false));
            community.writeTruth(folder);
        }
        return rows;
    }

    private Spec spec() {
        long seed = number("seed", 7);
        Spec spec = options.containsKey("students")
                ? Spec.ofStudents(seed, (int) number("students", 0))
                : Spec.ofRows(seed, number("rows", 1_000_000));
        ErrorRates usual = ErrorRates.USUAL;
        return spec.with(new ErrorRates(
                share("typo", usual.typo()),
                share("birthDate", usual.birthDate()),
                share("missing", usual.missing()),
                share("idKnown", usual.idKnown()),
                share("mistypedId", usual.mistypedId()),
                share("nickname", usual.nickname()),
                share("formerName", usual.formerName()),
                share("formerAddress", usual.formerAddress())));
    }

    private long number(String name, long otherwise) {
        return Long.parseLong(options.getOrDefault(name, Long.toString(otherwise)));
    }

    private double share(String name, double otherwise) {
        return Double.parseDouble(options.getOrDefault(name, Double.toString(otherwise)));
    }
}
