// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.susten.bench.community.Dice.Trait;

/**
 * A community's children as four systems know them, in one file, for measuring linkage: brothers and sisters, twins, compound and
 * changed surnames, nicknames, moves, missing fields, now and then two records in one system. The last columns are the truth and what
 * fairness is judged by; they are never an input. The same seed gives the same bytes.
 */
public final class Families {

    /** The file's columns. */
    public static final List<String> COLUMNS = List.of(
            "key",
            "source",
            "given",
            "middle",
            "family",
            "birth_date",
            "sex",
            "street",
            "city",
            "postal_code",
            "phone",
            "guardian",
            "state_id",
            "person",
            "household",
            "origin");

    /** A system: who is in it, how it writes, and how often a child is in it twice. */
    private record System(
            String name, double holds, ErrorRates errors, double noAddress, double noPhone, double twice) {}

    private static final List<System> SYSTEMS = List.of(
            new System(
                    "district",
                    1,
                    new ErrorRates(0.01, 0.004, 0.004, 0.97, 0.005, 0.01, 0.02, 0.05),
                    0.02,
                    0.12,
                    0.002),
            new System(
                    "preschool",
                    0.40,
                    new ErrorRates(0.04, 0.02, 0.03, 0.25, 0.03, 0.10, 0.08, 0.30),
                    0.08,
                    0.25,
                    0.01),
            new System(
                    "afterschool",
                    0.45,
                    new ErrorRates(0.05, 0.03, 0.05, 0.30, 0.04, 0.14, 0.08, 0.15),
                    0.12,
                    0.15,
                    0.02),
            new System(
                    "clinic", 0.50, new ErrorRates(0.03, 0.01, 0.02, 0.05, 0.02, 0.06, 0.08, 0.20), 0.05, 0.20, 0.01));

    private static final double RECORDS_PER_CHILD = 2.36;
    private static final int HOUSEHOLDS_PER_POSTAL_CODE = 3000;

    private static final String[] STEMS = {
        "Ash",
        "Beech",
        "Cedar",
        "Dover",
        "Elder",
        "Fern",
        "Glen",
        "Hawthorn",
        "Iron",
        "Jasper",
        "Kings",
        "Laurel",
        "Maple",
        "North",
        "Orchard",
        "Pine",
        "Quail",
        "River",
        "Stone",
        "Thistle",
        "Upland",
        "Violet",
        "Willow",
        "York"
    };
    private static final String[] ENDINGS = {
        "", "bridge", "brook", "crest", "dale", "field", "ford", "gate", "hill", "mere", "side", "view", "ville", "wood"
    };
    private static final String[] KINDS = {"Street", "Avenue", "Road", "Lane", "Court", "Drive", "Way"};

    private final Spec spec;
    private final Population people;
    private final Ids ids;
    private final Dice places;
    private final int postalCodes;

    private Families(long seed, long records) {
        this.spec = Spec.ofStudents(seed, (int) Math.max(50, Math.round(records / RECORDS_PER_CHILD / 1.02)));
        this.people = new Population(spec);
        this.ids = new Ids(seed);
        this.places = new Dice(seed).salted(101);
        this.postalCodes = Math.max(4, people.households() / HOUSEHOLDS_PER_POSTAL_CODE);
    }

    /** Writes about so many records; gives how many. */
    public static long write(Path file, long seed, long records) throws IOException {
        Path folder = file.toAbsolutePath().resolveSibling("");
        Families families = new Families(seed, records);
        try (Target target = Target.folder(folder);
                CsvWriter csv = target.csv(String.valueOf(file.getFileName()), String.join(",", COLUMNS))) {
            long rows = 0;
            for (int system = 0; system < SYSTEMS.size(); system++) {
                rows += families.write(csv, SYSTEMS.get(system), new Dice(seed).salted(200 + system));
            }
            return rows;
        }
    }

    private long write(CsvWriter csv, System system, Dice dice) throws IOException {
        long rows = 0;
        for (int child = 0; child < people.children(); child++) {
            if (dice.chance(child, Trait.RECORDED, system.holds())) {
                boolean twice = dice.chance(child, Trait.RECORDED_TWICE, system.twice());
                for (int time = 0; time < (twice ? 2 : 1); time++) {
                    csv.writeRecord(row(system, child, dice.salted(time), rows++));
                }
            }
        }
        return rows;
    }

    private String[] row(System system, int index, Dice dice, long number) {
        Child child = people.child(index);
        Household household = people.household(child.household());
        ErrorRates errors = system.errors();
        Rendition written = Rendition.of(child, household, ids.stateNumber(index), dice, errors);
        boolean moved = dice.chance(child.household(), Trait.MOVED, errors.formerAddress());
        long home = child.household() * 2L + (moved ? 1 : 0);
        boolean address = !dice.chance(index, Trait.ADDRESS_BLANK, system.noAddress());
        boolean phone = !dice.chance(index, Trait.PHONE_BLANK, system.noPhone());
        int guardian =
                dice.pick(index, Trait.GUARDIAN_NAME, household.guardians().size());
        Household.Guardian adult = household.guardians().get(guardian);
        String middle = child.middle() == null || dice.chance(index, Trait.MIDDLE_NAME, 0.4) ? "" : child.middle();
        int postal = places.pick(child.household(), Trait.PLACE, postalCodes);
        return new String[] {
            system.name() + "-" + number,
            system.name(),
            written.given(),
            dice.chance(index, Trait.DAY_KIND, 0.5) && !middle.isEmpty() ? middle.substring(0, 1) : middle,
            written.family(),
            written.birthDate() == null ? "" : written.birthDate().toString(),
            written.sex(),
            address ? street(home) : "",
            address ? STEMS[postal % STEMS.length] + "ton" : "",
            address ? String.format(Locale.ROOT, "%05d", 4000 + postal) : "",
            phone ? phone(adult.index()) : "",
            dice.chance(index, Trait.GUARDIANS, 0.7) ? adult.given() + " " + adult.family() : "",
            written.number(),
            child.person(),
            household.toString(),
            child.origin()
        };
    }

    private String street(long home) {
        return (1 + places.pick(home, Trait.HOUSE_NUMBER, 1999)) + " "
                + STEMS[places.pick(home, Trait.STREET, STEMS.length)]
                + ENDINGS[places.pick(home + 1, Trait.FORMER_STREET, ENDINGS.length)] + " "
                + KINDS[places.pick(home, Trait.LANGUAGE, KINDS.length)];
    }

    /** Of an area code that does not exist. */
    private String phone(int adult) {
        return String.format(
                Locale.ROOT,
                "15%d-%03d-%04d",
                places.pick(adult, Trait.PHONE, 10),
                100 + places.pick(adult + 7L, Trait.PLACE, 900),
                places.pick(adult, Trait.MINUTES, 10_000));
    }
}
