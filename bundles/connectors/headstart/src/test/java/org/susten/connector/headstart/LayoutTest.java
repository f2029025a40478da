// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.headstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The samples have the columns of the states' layouts, where these lie beside the checkout. */
class LayoutTest {

    private static final Path LAYOUTS = Path.of("../../../../shared/data/layouts");

    @ParameterizedTest
    @CsvSource({
        "vt_headstart_HS1_Child_Identity.csv, 0, vermont/VT_HS1_CHILD.csv, 10",
        "vt_headstart_HS3_CLASS.csv, 0, vermont/VT_HS3_CLASS.csv, 8",
        "vt_5A_Public_PreK_Stu_Link.csv, 0, vermont/VT_5A_PREK.csv, 7",
        "mo_mosis_headstart_core_2013.csv, 1, missouri/2013HeadStartCore.csv, 15",
        "mo_mosis_headstart_attendance_2013_partial.csv, 1, missouri/2013HeadStartAttnd.csv, 13",
        "ct_ece_reporter_enrollment_columns.csv, 1, connecticut/enrollments.csv, 41"
    })
    void a_sample_has_every_column_of_its_layout(String layout, int place, String sample, int count)
            throws IOException {
        assumeTrue(Files.exists(LAYOUTS), "the layouts are not beside this checkout");
        List<String> columns = Files.readAllLines(LAYOUTS.resolve(layout)).stream()
                .skip(1)
                .filter(line -> !line.isBlank())
                .map(line -> line.split(",")[place].strip())
                .toList();
        assertThat(columns).hasSize(count);
        String header = Files.readAllLines(Path.of("src/test/samples", sample)).get(0);
        assertThat(header.split(",")).containsExactlyElementsOf(columns);
    }
}
