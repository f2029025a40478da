// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;

/** Writes {@code samples/data} and {@code samples/truth.csv}, always the same; the only argument is the folder {@code samples}. */
public final class GenerateSamples {

    /** The community of the samples. */
    static final Spec SPEC =
            new Spec(2026, "riverside", 1500, 40, 3, 6, LocalDate.of(2026, 9, 8), ErrorRates.USUAL, true);

    private static final int SCHOOL_DAYS = 40;

    private GenerateSamples() {}

    /** Runs it. */
    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]));
    }

    static void write(Path samples) throws IOException {
        Community community = new Community(SPEC);
        Path data = samples.resolve("data");
        community.writeRoster(data.resolve("riverside/riverside-oneroster.zip"), false, Variation.NONE);
        community.writeAttendance(data.resolve("riverside-attendance/attendance-2026.csv.gz"), SCHOOL_DAYS, true);
        community.writeAfterschool(data.resolve("lanternclub"), SCHOOL_DAYS, true);
        community.writeHeadStart(data.resolve("firststeps"), true);
        community.writeTruth(samples);
    }
}
