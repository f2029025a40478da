// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.susten.cxf.internal.CxfSoapClients;
import org.susten.kit.SoapClients;
import org.susten.spi.Catalogue;
import org.susten.testkit.ChildrenAndVisits;
import org.susten.testkit.ChildrenAndVisits.Columns;
import org.susten.testkit.Settings;

/** What a mapping file for the invented registry would say. */
final class Children {

    private static final SoapClients CLIENTS = new CxfSoapClients();

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
                                        "<GetChildren xmlns='urn:invented:registry'><page>{page}</page><size>{size}</size></GetChildren>",
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

    /** What reads by one of these, configured with these lines for the registry at an address. */
    static SoapConnector connector(ChildrenAndVisits mapping, String address, String... more) {
        List<String> lines = new ArrayList<>(List.of("wsdl=registry.wsdl", "address=" + address));
        lines.addAll(List.of(more));
        SoapConnection.Config config = Settings.of(SoapConnection.Config.class, lines.toArray(String[]::new));
        Wsdl wsdl = SoapConnection.wsdl(config, Path.of("src/test/etc"));
        Wsdl.Port port = wsdl.port(config.port());
        return new SoapConnector(
                mapping, CLIENTS, SoapConnection.port(config, wsdl, port), port, SoapConnection.account(config));
    }
}
