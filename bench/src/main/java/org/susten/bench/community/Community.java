// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An invented community, ready to be written as the files of its systems. Each file can be written alone, in any order,
 * any number of times: the same specification gives the same bytes. One thread at a time.
 */
public final class Community {

    private final Spec spec;
    private final Population people;
    private final Schools schools;

    /** Invents it. */
    public Community(Spec spec) {
        this.spec = spec;
        this.people = new Population(spec);
        this.schools = new Schools(spec, people);
    }

    /** Writes the OneRoster 1.1 files and {@code truth.csv} into a folder; gives the rows of each file. */
    public static Map<String, Long> generate(Spec spec, Path folder) throws IOException {
        Community community = new Community(spec);
        Map<String, Long> rows = community.writeRoster(folder, false, Variation.NONE);
        try (Target target = Target.folder(folder);
                CsvWriter truth = target.csv("truth.csv", "source,key,person")) {
            community.rosterTruth(truth);
        }
        return rows;
    }

    /** Its people. */
    public Population people() {
        return people;
    }

    /**
     * Writes the OneRoster files of the district.
     *
     * @param to a folder, or a file that ends with {@code .zip}
     * @param v12 version 1.2 instead of 1.1
     * @return rows of each file, headers not counted
     */
    public Map<String, Long> writeRoster(Path to, boolean v12, Variation variation) throws IOException {
        boolean zip = to.getFileName().toString().endsWith(".zip");
        try (Target target = zip ? Target.zip(to) : Target.folder(to)) {
            return new Roster(spec, people, schools, variation).write(target, v12);
        }
    }

    /** Writes the district's daily attendance, compressed; gives the number of rows. */
    public long writeAttendance(Path file, int days, boolean withFaults) throws IOException {
        return new AttendanceBook(spec, people, schools, schoolDays(days)).write(file, withFaults);
    }

    /** Writes an afterschool provider's children and visits into a folder. */
    public Map<String, Long> writeAfterschool(Path folder, int days, boolean withFaults) throws IOException {
        return new Afterschool(spec, people, schools, schoolDays(days)).write(folder, withFaults);
    }

    /** Writes a Head Start grantee's former preschoolers who are in kindergarten now into a folder; gives the number of rows. */
    public long writeHeadStart(Path folder, boolean withFaults) throws IOException {
        try (Target target = Target.folder(folder)) {
            return new HeadStart(spec, people).write(target, withFaults);
        }
    }

    /** Writes who is who in all four sources: source, key, person. */
    public void writeTruth(Path folder) throws IOException {
        try (Target target = Target.folder(folder);
                CsvWriter truth = target.csv("truth.csv", "source,key,person")) {
            rosterTruth(truth);
            Ids ids = new Ids(spec.seed());
            for (int i = 0; i < spec.students(); i++) {
                truth.writeRecord("tabular/" + spec.site() + "/students", ids.studentNumber(i), "P" + i);
            }
            new Afterschool(spec, people, schools, List.of()).truth(truth);
            new HeadStart(spec, people).truth(truth);
        }
    }

    private void rosterTruth(CsvWriter truth) throws IOException {
        RosterUsers users = new RosterUsers(spec, people, schools, new Ids(spec.seed()), "");
        for (int i = 0; i < users.count(); i++) {
            String[] row = users.truth(i);
            truth.writeRecord("oneroster/" + spec.site() + "/users", row[0], row[1]);
        }
    }

    /** The first school days of the year. */
    List<LocalDate> schoolDays(int count) {
        Set<LocalDate> holidays = Set.of(
                LocalDate.of(spec.firstDay().getYear(), 10, 12),
                LocalDate.of(spec.firstDay().getYear(), 11, 11));
        List<LocalDate> days = new ArrayList<>();
        for (LocalDate day = spec.firstDay(); days.size() < count; day = day.plusDays(1)) {
            boolean weekend = day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
            if (!weekend && !holidays.contains(day)) {
                days.add(day);
            }
        }
        return days;
    }
}
