// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.susten.bench.community.Dice.Trait;

/** An afterschool provider with a system, ids and spelling of its own: {@code children.csv} and {@code visits.csv}. */
final class Afterschool {

    static final String SITE = "lanternclub";
    private static final DateTimeFormatter US = DateTimeFormatter.ofPattern("MM/dd/yyyy", Locale.ROOT);
    private static final String[] PROGRAMS = {"Homework Help", "Makers Lab", "Arts and Movement"};
    private static final long SALT = 11;

    /** Share of the parents who do not want the district's records of their child passed on. */
    private static final double REFUSING = 0.02;

    private final Spec spec;
    private final Population people;
    private final Schools schools;
    private final List<LocalDate> days;
    private final Ids ids;
    private final Dice dice;
    private final Permutation numbers;
    private long visits;

    Afterschool(Spec spec, Population people, Schools schools, List<LocalDate> days) {
        this.spec = spec;
        this.people = people;
        this.schools = schools;
        this.days = days;
        this.ids = new Ids(spec.seed());
        this.dice = new Dice(spec.seed()).salted(SALT);
        this.numbers = new Permutation(Math.max(90_000, people.children() * 2L), spec.seed() + SALT);
    }

    Map<String, Long> write(Path folder, boolean withFaults) throws IOException {
        Map<String, Long> rows = new TreeMap<>();
        try (Target target = Target.folder(folder)) {
            rows.put("children.csv", children(target, withFaults));
            rows.put("visits.csv", visits(target, withFaults));
        }
        return rows;
    }

    void truth(CsvWriter truth) throws IOException {
        for (int child = 0; child < people.children(); child++) {
            if (takesPart(child)) {
                truth.writeRecord("tabular/" + SITE + "/children", key(child), "P" + child);
            }
        }
    }

    private boolean takesPart(int child) {
        if (child >= spec.students()) {
            return dice.chance(child, Trait.PARTICIPATES, 0.5);
        }
        return people.isCanary(child) || (people.grade(child) <= 8 && dice.chance(child, Trait.PARTICIPATES, 0.2));
    }

    private String key(int child) {
        return "L" + (10_000 + numbers.of(child));
    }

    private String program(int child) {
        return PROGRAMS[dice.pick(child, Trait.ACTIVITY, PROGRAMS.length)];
    }

    private long children(Target target, boolean withFaults) throws IOException {
        long rows = 0;
        try (CsvWriter csv = target.csv(
                "children.csv",
                "child_id,first_name,last_name,birth_date,gender,home_school,grade,district_student_id,guardian,guardian_phone,street,zip,program,enrolled_on,left_on,may_share")) {
            for (int child = 0; child < people.children(); child++) {
                if (takesPart(child)) {
                    child(csv, child);
                    rows++;
                }
            }
            if (withFaults) {
                refused(csv, "", "No", "Number", "01/15/2018", "F", PROGRAMS[0]);
                refused(csv, "L9001", "Wrong", "Birthday", "13/41/2018", "M", PROGRAMS[0]);
                refused(csv, "L9002", "Wrong", "Dayofbirth", "02/30/2018", "F", PROGRAMS[1]);
                rows += 3;
            }
        }
        return rows;
    }

    private static void refused(
            CsvWriter csv, String id, String given, String family, String birthDate, String sex, String program) {
        csv.writeRecord(
                id, given, family, birthDate, sex, "", "2", "", "", "", "", "", program, "09/08/2026", "", "yes");
    }

    private void child(CsvWriter csv, int index) throws IOException {
        Child child = people.child(index);
        Household household = people.household(child.household());
        boolean student = index < spec.students();
        String number = student ? ids.studentNumber(index) : "";
        Rendition written = Rendition.of(child, household, number, dice, spec.errorsOf(index));
        Household.Guardian guardian = household.guardians().get(0);
        LocalDate birthDate = written.birthDate();
        boolean left = !people.isCanary(index) && dice.chance(index, Trait.EXIT_REASON, 0.06);
        csv.writeRecord(
                key(index),
                written.given(),
                written.family(),
                birthDate == null ? "" : US.format(birthDate),
                written.sex(),
                student ? schools.name(schools.school(index)) : "",
                child.gradeCode(),
                written.number(),
                guardian.given() + " " + guardian.family(),
                household.phone(),
                written.street(),
                household.postalCode(),
                program(index),
                US.format(spec.firstDay().plusDays(dice.pick(index, Trait.DAY, 10))),
                left ? US.format(spec.firstDay().plusDays(40)) : "",
                student && written.number().equals(number) && refuses(index) ? "no" : "yes");
    }

    /**
     * Whether the parents refused sharing. Asked only of children with the district's right number: of them alone it is certain
     * that their records would have gone out.
     */
    private boolean refuses(int child) {
        return !people.isCanary(child) && dice.chance(child, Trait.MAY_SHARE, REFUSING);
    }

    private long visits(Target target, boolean withFaults) throws IOException {
        visits = 0;
        try (CsvWriter csv =
                target.csv("visits.csv", "visit_id,child_id,visit_date,activity,time_in,time_out,minutes")) {
            for (int child = 0; child < people.children(); child++) {
                if (takesPart(child)) {
                    visits(csv, child);
                }
            }
            if (withFaults) {
                faults(csv);
            }
        }
        return visits;
    }

    private void visits(CsvWriter csv, int child) throws IOException {
        double regular = 0.25 + dice.pick(child, Trait.REGULARITY, 70) / 100.0;
        for (int d = 3; d < days.size(); d++) {
            long at = child * 400L + d;
            if (dice.chance(at, Trait.DAY, regular)) {
                int minutes = 30 + 15 * dice.pick(at, Trait.MINUTES, 8);
                LocalTime in = LocalTime.of(15, 5 * dice.pick(at, Trait.DAY_KIND, 12));
                visit(csv, key(child), US.format(days.get(d)), program(child), in, minutes);
            }
        }
    }

    private void visit(CsvWriter csv, String child, String day, String activity, LocalTime in, int minutes)
            throws IOException {
        csv.writeRecord(
                "V" + (100_000 + ++visits),
                child,
                day,
                activity,
                in.toString(),
                in.plusMinutes(minutes).toString(),
                Integer.toString(minutes));
    }

    /** Four visits on a day that is none, five with minutes that are none, two of a child nobody has heard of. */
    private void faults(CsvWriter csv) throws IOException {
        String known = key(firstParticipant());
        String day = US.format(days.get(days.size() - 1));
        for (int i = 0; i < 4; i++) {
            visit(csv, known, "10/32/2026", PROGRAMS[0], LocalTime.of(15, 0), 60);
        }
        for (int i = 0; i < 5; i++) {
            csv.writeRecord("V" + (100_000 + ++visits), known, day, PROGRAMS[0], "15:00", "16:00", "about an hour");
        }
        for (int i = 0; i < 2; i++) {
            visit(csv, "L9999", day, PROGRAMS[2], LocalTime.of(15, 0), 45);
        }
    }

    private int firstParticipant() {
        int child = 0;
        while (!takesPart(child)) {
            child++;
        }
        return child;
    }
}
