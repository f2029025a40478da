// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.time.LocalDate;
import org.susten.bench.community.Dice.Trait;

/** A Head Start grantee's list of last year's preschoolers, who are in kindergarten now; some with the state's number. */
final class HeadStart {

    static final String FILE = "preschoolers.csv";
    static final String SITE = "firststeps";
    private static final String[] CENTERS = {"Cobblestone Center", "Rivermouth Center"};
    private static final long SALT = 23;

    private final Spec spec;
    private final Population people;
    private final Ids ids;
    private final Dice dice;
    private final Permutation numbers;

    HeadStart(Spec spec, Population people) {
        this.spec = spec;
        this.people = people;
        this.ids = new Ids(spec.seed());
        this.dice = new Dice(spec.seed()).salted(SALT);
        this.numbers = new Permutation(Math.max(900_000, people.children() * 2L), spec.seed() + SALT);
    }

    void truth(CsvWriter truth) throws IOException {
        for (int child = 0; child < people.children(); child++) {
            if (wasHere(child)) {
                truth.writeRecord("tabular/" + SITE + "/preschoolers", key(child), "P" + child);
            }
        }
    }

    private boolean wasHere(int child) {
        return people.isCanary(child) || (people.grade(child) == 0 && dice.chance(child, Trait.PARTICIPATES, 0.4));
    }

    private String key(int child) {
        return "HS-" + (100_000 + numbers.of(child));
    }

    long write(Target target, boolean withFaults) throws IOException {
        long rows = 0;
        try (CsvWriter csv = target.csv(
                FILE,
                "Participant ID,Last Name,First Name,DOB,Gender,State Student ID,Entry Date,Exit Date,Exit Reason,Center,Home Language")) {
            for (int child = 0; child < people.children(); child++) {
                if (wasHere(child)) {
                    child(csv, child);
                    rows++;
                }
            }
            if (withFaults) {
                csv.writeRecord(
                        "HS-90001",
                        "Reason",
                        "Unknown",
                        "2021-03-05",
                        "Female",
                        "",
                        "2025-09-02",
                        "2026-06-05",
                        "See binder",
                        CENTERS[0],
                        "English");
                csv.writeRecord(
                        "HS-90002",
                        "Entry",
                        "Wrong",
                        "2021-04-05",
                        "Male",
                        "",
                        "2025-09-31",
                        "2026-06-05",
                        "Aged out",
                        CENTERS[1],
                        "English");
                rows += 2;
            }
        }
        return rows;
    }

    private void child(CsvWriter csv, int index) throws IOException {
        Child child = people.child(index);
        ErrorRates usual = spec.errorsOf(index);
        ErrorRates rates = new ErrorRates(
                usual.typo(),
                usual.birthDate(),
                usual.missing(),
                people.isCanary(index) ? 1 : usual.idKnown() * 0.6,
                usual.mistypedId(),
                usual.nickname(),
                usual.formerName(),
                usual.formerAddress());
        Rendition written =
                Rendition.of(child, people.household(child.household()), ids.stateNumber(index), dice, rates);
        LocalDate birthDate = written.birthDate();
        int year = spec.firstDay().getYear();
        boolean early = dice.chance(index, Trait.EXIT_REASON, 0.15);
        csv.writeRecord(
                key(index),
                written.family(),
                written.given(),
                birthDate == null ? "" : birthDate.toString(),
                written.sex().isEmpty() ? "" : written.sex().equals("F") ? "Female" : "Male",
                written.number(),
                LocalDate.of(year - 1, 9, 2)
                        .plusDays(dice.pick(index, Trait.DAY, 60))
                        .toString(),
                early
                        ? LocalDate.of(year, 2, 13).toString()
                        : LocalDate.of(year, 6, 5).toString(),
                early ? "Moved" : "Aged out",
                CENTERS[dice.pick(index, Trait.PLACE, CENTERS.length)],
                language(child));
    }

    private static String language(Child child) {
        return switch (child.origin()) {
            case "hispanic" -> "Spanish";
            case "vietnamese" -> "Vietnamese";
            case "hmong" -> "Hmong";
            case "somali" -> "Somali";
            case "arabic" -> "Arabic";
            default -> "English";
        };
    }
}
