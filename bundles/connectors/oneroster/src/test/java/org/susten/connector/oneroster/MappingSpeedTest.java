// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.susten.spi.Columns;
import org.susten.spi.Cursor;
import org.susten.spi.SourceRecord;
import org.susten.testkit.Settings;

class MappingSpeedTest {

    private static final int ROWS = 2_000;

    @Test
    void an_enrollment_is_understood_in_about_half_a_microsecond() {
        OneRosterConnector connector =
                new OneRosterConnector(Settings.of(OneRosterConnector.Config.class, "site=riverside"));
        Columns columns = Columns.of(List.of(
                "sourcedId",
                "status",
                "dateLastModified",
                "classSourcedId",
                "schoolSourcedId",
                "userSourcedId",
                "role",
                "primary",
                "beginDate",
                "endDate"));
        SourceRecord[] rows = new SourceRecord[ROWS];
        for (int i = 0; i < ROWS; i++) {
            rows[i] = SourceRecord.present(
                    "enrollments", "enr-" + i, new Cursor("enrollments.csv#" + i), columns, new Object[] {
                        "enr-" + i,
                        "active",
                        "2026-08-01",
                        "cls-" + i % 90,
                        "org-7",
                        "usr-" + i % 977,
                        "student",
                        "false",
                        "2026-08-15",
                        "2027-06-10"
                    });
        }
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 60; round++) {
            long start = System.nanoTime();
            int entities = 0;
            for (int repeat = 0; repeat < 10; repeat++) {
                for (SourceRecord row : rows) {
                    entities += connector.map(row).size();
                }
            }
            best = Math.min(best, (System.nanoTime() - start) / (10.0 * ROWS));
            assertThat(entities).isEqualTo(10 * ROWS);
        }
        assertThat(best).as("nanoseconds a row").isLessThan(2_000);
    }
}
