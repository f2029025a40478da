// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import java.util.Map;
import org.susten.spi.Catalogue;
import org.susten.testkit.ChildrenAndVisits;
import org.susten.testkit.ChildrenAndVisits.Columns;

/** What a mapping file for the invented registry would say. */
final class Children {

    private Children() {}

    static ChildrenAndVisits mapping() {
        return ChildrenAndVisits.of(
                        SoapConnector.ID,
                        "registry",
                        new Columns("id", "given", "family", "born", "no", "child", "day", "minutes"),
                        Catalogue.Mode.SNAPSHOT)
                .from(
                        "children",
                        Map.of(
                                "operation", "GetChildren",
                                "request",
                                        "<GetChildren xmlns='urn:invented:registry'><page>{page}</page></GetChildren>",
                                "rows", "list/child",
                                "size", "2"))
                .from(
                        "visits",
                        Map.of(
                                "operation", "GetVisits",
                                "request", "<GetVisits xmlns='urn:invented:registry'/>",
                                "rows", "list/visit"));
    }

    /** The same, where visits are asked for from the last mark on. */
    static ChildrenAndVisits changesOfVisits() {
        return mapping()
                .mode("visits", Catalogue.Mode.INCREMENTAL)
                .with(
                        "visits",
                        "request",
                        "<GetVisits xmlns='urn:invented:registry'><since>{since}</since></GetVisits>");
    }
}
