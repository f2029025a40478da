// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.susten.bench.community.Families;

/**
 * People of whom it is known who is who.
 *
 * @param name on the command line
 * @param files CSV with headers
 * @param mapping for {@code ./susten link}
 * @param truth column of the true person
 * @param person what of the truth column names the person; its first group
 * @param columns what peers compare, as {@code column=name} of the files
 * @param families whether brothers, sisters and twins are in it
 */
record DataSet(
        String name, List<Path> files, Path mapping, String truth, String person, String columns, boolean families) {

    private static final String FEBRL =
            "given=given_name,family=surname,birth=date_of_birth,street=street_number+address_1,"
                    + "city=suburb,postal=postcode,identifier=soc_sec_id";
    private static final String PSEUDOPEOPLE =
            "given=first_name,middle=middle_initial,family=last_name,birth=date_of_birth,"
                    + "sex=sex,street=street_number+street_name,city=city,postal=zipcode";
    private static final String FAMILIES =
            "given=given,middle=middle,family=family,birth=birth_date,sex=sex,street=street,"
                    + "city=city,postal=postal_code,phone=phone,guardian=guardian,identifier=state_id";

    /** Invents a community; the same seed gives the same one. */
    static DataSet families(String name, Path folder, long records, long seed, Path mappings) throws IOException {
        Path file = folder.resolve(name + ".csv");
        Families.write(file, seed, records);
        return new DataSet(name, List.of(file), mappings.resolve("community.yaml"), "person", "(.*)", FAMILIES, true);
    }

    /** The public sets below a folder; those that are not there are left out. */
    static List<DataSet> published(Path data, Path mappings) {
        List<DataSet> sets = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            sets.add(new DataSet(
                    "febrl" + i,
                    List.of(data.resolve("febrl/dataset" + i + ".csv")),
                    mappings.resolve("febrl.yaml"),
                    "rec_id",
                    "(rec-\\d+)-.*",
                    FEBRL,
                    false));
        }
        for (String kind : List.of("A", "C", "D")) {
            Path folder = data.resolve("febrl_legacy");
            sets.add(new DataSet(
                    "febrlLegacy" + kind,
                    kind.equals("D")
                            ? List.of(
                                    folder.resolve("dataset_D_org_5000.csv"), folder.resolve("dataset_D_dup_5000.csv"))
                            : List.of(folder.resolve("dataset_" + kind + "_5000.csv")),
                    mappings.resolve("febrl-legacy.yaml"),
                    "rec_id",
                    "(\\d*)\\d",
                    FEBRL + ",phone=phone_number",
                    false));
        }
        sets.add(new DataSet(
                "splink",
                List.of(data.resolve("splink/fake_1000.csv")),
                mappings.resolve("splink.yaml"),
                "cluster",
                "(.*)",
                "given=first_name,family=surname,birth=dob,city=city,email=email",
                false));
        Path simulated = data.resolve("pseudopeople");
        sets.add(new DataSet(
                "pseudopeople",
                List.of(simulated.resolve("default_census.csv"), simulated.resolve("default_wic.csv")),
                mappings.resolve("pseudopeople.yaml"),
                "simulant_id",
                "(.*)",
                PSEUDOPEOPLE,
                true));
        return sets.stream()
                .filter(set -> set.files.stream().allMatch(Files::isReadable))
                .toList();
    }

    Map<String, String> peerColumns() {
        Map<String, String> map = new LinkedHashMap<>();
        for (String pair : columns.split(",")) {
            String[] parts = pair.split("=");
            map.put(parts[0], parts[1]);
        }
        return map;
    }
}
