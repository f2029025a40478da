// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.eto;

import java.util.Map;
import org.susten.spi.Catalogue;
import org.susten.testkit.ChildrenAndVisits;
import org.susten.testkit.ChildrenAndVisits.Columns;

/** What a mapping file for the invented TouchPoints would say. */
final class TouchPoints {

    private TouchPoints() {}

    static ChildrenAndVisits mapping() {
        return ChildrenAndVisits.of(
                        EtoConnector.ID,
                        "lighthouse",
                        new Columns(
                                "CLID",
                                "FirstName",
                                "LastName",
                                "DOB",
                                "TouchPointResponseID",
                                "subject",
                                "ResponseCreatedDate",
                                "element.41"),
                        Catalogue.Mode.SNAPSHOT)
                .from("children", Map.of("path", "Search.svc/Search/{program}/a"))
                .from(
                        "visits",
                        Map.of(
                                "each", "Search.svc/Search/{program}/a",
                                "path", "TouchPoint.svc/ListTouchPointResponses?TouchPointID=12&SubjectID={id}"));
    }
}
