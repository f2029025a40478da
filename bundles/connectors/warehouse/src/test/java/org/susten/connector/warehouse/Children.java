// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import java.util.Map;
import org.susten.spi.Catalogue;
import org.susten.testkit.ChildrenAndVisits;
import org.susten.testkit.ChildrenAndVisits.Columns;

/** What a mapping file for the samples would say. */
final class Children {

    static final String CHILDREN = "select id, first_name, last_name, birth_date, changed from child";
    static final String VISITS = "select visit_id, child_id, day, minutes from visit";

    private Children() {}

    static ChildrenAndVisits mapping() {
        return ChildrenAndVisits.of(
                        WarehouseConnector.ID,
                        "tn",
                        new Columns(
                                "id",
                                "first_name",
                                "last_name",
                                "birth_date",
                                "visit_id",
                                "child_id",
                                "day",
                                "minutes"),
                        Catalogue.Mode.SNAPSHOT)
                .mode("children", Catalogue.Mode.INCREMENTAL)
                .from("children", Map.of("query", CHILDREN, "watermark", "changed"))
                .from("visits", Map.of("query", VISITS));
    }
}
