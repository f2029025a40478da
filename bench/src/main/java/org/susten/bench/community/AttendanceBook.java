// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.susten.bench.community.Dice.Trait;

/**
 * The district's daily attendance, one row for each student and school day: {@code student_number, school, date, code}.
 * Codes are P present, A absent without excuse, E excused, T tardy.
 */
final class AttendanceBook {

    private final Spec spec;
    private final Population people;
    private final Schools schools;
    private final List<LocalDate> days;
    private final Ids ids;
    private final Dice dice;

    AttendanceBook(Spec spec, Population people, Schools schools, List<LocalDate> days) {
        this.spec = spec;
        this.people = people;
        this.schools = schools;
        this.days = days;
        this.ids = new Ids(spec.seed());
        this.dice = new Dice(spec.seed());
    }

    long write(Path file, boolean withFaults) throws IOException {
        long rows = 0;
        try (CsvWriter csv = Target.gzipped(file, "student_number,school,date,code")) {
            for (int d = 0; d < days.size(); d++) {
                String day = days.get(d).toString();
                for (int student = 0; student < spec.students(); student++) {
                    csv.writeRecord(
                            ids.studentNumber(student), schools.number(schools.school(student)), day, code(student, d));
                    rows++;
                }
            }
            if (withFaults) {
                rows += faults(csv);
            }
        }
        return rows;
    }

    /** One child in six misses a tenth of the days or more, and is ill on days in a row. */
    String code(int student, int day) {
        int kind = people.isCanary(student) ? 0 : dice.pick(student, Trait.REGULARITY, 100);
        double absent = kind < 16 ? 0.10 + kind * 0.015 : kind < 50 ? 0.05 : 0.015;
        boolean yesterday = day > 0 && dice.chance(at(student, day - 1), Trait.DAY, absent);
        if (dice.chance(at(student, day), Trait.DAY, yesterday ? Math.min(0.5, absent * 4) : absent)) {
            return dice.chance(at(student, day), Trait.DAY_KIND, kind < 16 ? 0.4 : 0.7) ? "E" : "A";
        }
        return dice.chance(at(student, day), Trait.DAY_KIND, 0.03) ? "T" : "P";
    }

    private static long at(int student, int day) {
        return student * 400L + day;
    }

    /** Rows that cannot be understood: 12 with a code nobody has explained, 3 with a day that is none, 1 without a number. */
    private int faults(CsvWriter csv) throws IOException {
        LocalDate after = days.get(days.size() - 1).plusDays(1);
        for (int i = 0; i < 12; i++) {
            csv.writeRecord(ids.studentNumber(i + 1), schools.number(schools.school(i + 1)), after.toString(), "Q");
        }
        for (int i = 0; i < 3; i++) {
            csv.writeRecord(
                    ids.studentNumber(i + 1), schools.number(schools.school(i + 1)), "2026-11-3" + (i + 1), "P");
        }
        csv.writeRecord("", schools.number(0), after.toString(), "P");
        return 16;
    }
}
