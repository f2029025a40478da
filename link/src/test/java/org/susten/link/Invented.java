// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A few hundred invented children, most with a brother or sister, as a school and a program write them down. */
final class Invented {

    static final String HEADER = "id,first,last,born,street,zip,phone,shoe,who";

    static final String MAPPING =
            """
            key: id
            given: first
            family: last
            birthDate: born
            address: {street: street, postalCode: zip}
            phone: phone
            """;

    private static final String[] STEMS = {
        "ald", "bram", "carl", "dun", "ells", "farn", "gold", "hart", "ing", "jes", "kirk", "lang", "mor", "nor", "oak"
    };
    private static final String[] ENDINGS = {"ford", "ley", "ton", "well", "wood", "worth", "bridge", "field", "combe"};
    private static final String[] GIVEN = {
        "Agatha", "Bertram", "Clement", "Dorothea", "Edmund", "Frideswide", "Gervase", "Honor", "Isolde", "Jocasta",
        "Kenelm", "Lavinia", "Mortimer", "Nesta", "Osbert", "Philippa", "Quentin", "Rosamund", "Sibyl", "Tobias"
    };

    private Invented() {}

    /** Writes school.csv, program.csv and mapping.yaml. {@code shoe} is a column that no mapping names. */
    static void write(Path folder, int children, String shoe) throws IOException {
        List<String> school = new ArrayList<>(List.of(HEADER));
        List<String> program = new ArrayList<>(List.of(HEADER));
        Random dice = new Random(5);
        for (int child = 0; child < children; child++) {
            Random home = new Random(child - child % 2);
            String family = STEMS[home.nextInt(STEMS.length)] + ENDINGS[home.nextInt(ENDINGS.length)];
            String street = (1 + home.nextInt(900)) + " " + STEMS[home.nextInt(STEMS.length)] + " lane";
            String phone = "555-01" + (10 + home.nextInt(90)) + "-" + (1000 + home.nextInt(9000));
            String given = GIVEN[(home.nextInt(GIVEN.length) + child) % GIVEN.length];
            LocalDate born = LocalDate.of(2008, 1, 1).plusDays(dice.nextInt(4000));
            String rest = ",0400" + (child / 2) % 7 + ",";
            String other = dice.nextInt(8) == 0 ? given.substring(0, given.length() - 1) : given;
            school.add("s" + child + "," + given + "," + family + "," + born + "," + street + rest + phone + "," + shoe
                    + "," + child);
            program.add("p" + child + "," + other + "," + family + "," + (dice.nextInt(15) == 0 ? "" : born) + ","
                    + (dice.nextInt(10) == 0 ? "7 elsewhere road" : street) + rest + ",," + child);
        }
        Files.write(folder.resolve("school.csv"), school);
        Files.write(folder.resolve("program.csv"), program);
        Files.writeString(folder.resolve("mapping.yaml"), MAPPING);
    }
}
