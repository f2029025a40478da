// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * What a call must know of a WSDL 1.1 file: its ports, their addresses and versions, and the action of each operation. Schemas and
 * imports are not looked at, so nothing outside the file is.
 *
 * @param namespace target namespace
 * @param ports the ports that speak SOAP over HTTP
 */
record Wsdl(String namespace, List<Port> ports) {

    /**
     * One port.
     *
     * @param service its service
     * @param name its name
     * @param address where it is
     * @param soap12 SOAP 1.2, else 1.1
     * @param actions SOAPAction by operation
     */
    record Port(String service, String name, String address, boolean soap12, Map<String, String> actions) {}

    static Wsdl read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Wsdl wsdl = new WsdlParser(in).wsdl();
            if (wsdl.ports().isEmpty()) {
                throw refused(file, "has no port that speaks SOAP over HTTP, or is no WSDL 1.1");
            }
            return wsdl;
        } catch (IOException | XMLStreamException e) {
            throw refused(file, "cannot be read as XML: save the service's WSDL there");
        }
    }

    private static ConnectorException refused(Path file, String what) {
        return new ConnectorException(Kind.CONFIG, "etc/wsdl/" + file.getFileName() + ' ' + what);
    }

    /** The port of that name, or the first where none is named. */
    Port port(String name) {
        return ports.stream()
                .filter(port -> name.isEmpty() || port.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ConnectorException(
                        Kind.CONFIG,
                        "the WSDL has no port " + name + "; use one of "
                                + String.join(
                                        ", ", ports.stream().map(Port::name).toList())));
    }
}
