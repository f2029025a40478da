// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.apricot;

import java.util.Map;
import org.susten.spi.Catalogue;
import org.susten.testkit.ChildrenAndVisits;
import org.susten.testkit.ChildrenAndVisits.Columns;

/** What a mapping file for the invented forms would say. */
final class Forms {

    private Forms() {}

    static ChildrenAndVisits mapping() {
        return ChildrenAndVisits.of(
                        ApricotConnector.ID,
                        "lighthouse",
                        new Columns(
                                "id", "name_first", "name_last", "birth_date", "id", "participant", "day", "minutes"),
                        Catalogue.Mode.INCREMENTAL)
                .from("children", Map.of("path", "forms/12/records", "filter", "active=1"))
                .from("visits", Map.of("path", "forms/14/records"));
    }
}
