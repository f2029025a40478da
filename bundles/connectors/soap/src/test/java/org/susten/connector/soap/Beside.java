// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** Answers every call with one visit and a photo beside it, as MTOM writes it on the wire. */
final class Beside implements AutoCloseable {

    private final HttpServer server;

    /** {@code href}: what the answer includes. */
    Beside(String href) throws IOException {
        String envelope = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><r:GetVisitsResponse"
                + " xmlns:r='urn:invented:registry'><list><visit><no>1</no><child>R-7001</child><day>2026-01-07</day><photo>"
                + "<xop:Include xmlns:xop='http://www.w3.org/2004/08/xop/include' href='" + href
                + "'/></photo></visit></list>"
                + "</r:GetVisitsResponse></s:Body></s:Envelope>";
        String body =
                "--edge\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"\r\nContent-ID: <root@invented>\r\n\r\n"
                        + envelope + "\r\n--edge\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: binary\r\n"
                        + "Content-ID: <photo@invented>\r\n\r\nno photo\r\n--edge--\r\n";
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/soap", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            "multipart/related; type=\"application/xop+xml\"; start=\"<root@invented>\"; start-info=\"text/xml\"; boundary=\"edge\"");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort() + "/soap";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
