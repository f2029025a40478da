// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import jakarta.xml.ws.Provider;
import jakarta.xml.ws.Service;
import jakarta.xml.ws.ServiceMode;
import jakarta.xml.ws.WebServiceProvider;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.callback.CallbackHandler;
import javax.xml.transform.Source;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.stream.StreamResult;
import javax.xml.transform.stream.StreamSource;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.configuration.jsse.TLSServerParameters;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxws.JaxWsServerFactoryBean;
import org.apache.cxf.transport.http_jetty.JettyHTTPServerEngineFactory;
import org.apache.cxf.ws.security.wss4j.WSS4JInInterceptor;
import org.apache.wss4j.common.ext.WSPasswordCallback;

/** A SOAP service of CXF's own server, with two pages of invented children and one of visits. */
@WebServiceProvider
@ServiceMode(Service.Mode.PAYLOAD)
public final class Registry implements Provider<Source>, AutoCloseable {

    static final String USER = "susten";
    static final String PASSWORD = "wintergreen";

    private static final String CHILDREN =
            """
            <child><id>R-7001</id><given>Clementine</given><family>Inventedname</family><born>2017-02-03</born></child>
            <child><id>R-7002</id><given>Barnaby</given><family>Madeupson</family><born>2018-11-30</born></child>
            |<child><id>R-7003</id><given>Araminta</given><family>Nosuchperson</family><born>2019-07-21</born></child>""";

    /** What was asked, in order. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    private final Bus bus = BusFactory.newInstance().createBus();
    private final Server server;
    private final String address;

    private Registry(boolean soap12, boolean secured, TLSServerParameters tls) {
        int port = freePort();
        this.address = (tls == null ? "http" : "https") + "://localhost:" + port + "/soap";
        if (tls != null) {
            JettyHTTPServerEngineFactory engines = bus.getExtension(JettyHTTPServerEngineFactory.class);
            try {
                engines.setTLSServerParametersForPort(port, tls);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        JaxWsServerFactoryBean factory = new JaxWsServerFactoryBean();
        factory.setBus(bus);
        factory.setAddress(address);
        factory.setServiceBean(this);
        factory.setBindingId(
                soap12 ? "http://www.w3.org/2003/05/soap/bindings/HTTP/" : "http://schemas.xmlsoap.org/wsdl/soap/http");
        if (secured) {
            factory.getInInterceptors().add(new WSS4JInInterceptor(security()));
        }
        this.server = factory.create();
    }

    static Registry open() {
        return new Registry(false, false, null);
    }

    static Registry soap12() {
        return new Registry(true, false, null);
    }

    static Registry secured() {
        return new Registry(false, true, null);
    }

    static Registry overTls(TLSServerParameters tls) {
        return new Registry(false, false, tls);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, Object> security() {
        CallbackHandler passwords = callbacks -> {
            for (var callback : callbacks) {
                if (callback instanceof WSPasswordCallback asked && USER.equals(asked.getIdentifier())) {
                    asked.setPassword(PASSWORD);
                }
            }
        };
        Map<String, Object> security = new HashMap<>();
        security.put("action", "UsernameToken");
        security.put("passwordType", "PasswordDigest");
        security.put("ws-security.enable.nonce.cache", "false");
        security.put("passwordCallbackRef", passwords);
        return security;
    }

    String address() {
        return address;
    }

    @Override
    public Source invoke(Source request) {
        String text = text(request);
        asked.add(text);
        if (text.contains("GetVisits")) {
            return answer("GetVisits", "<visit><no>1</no><child>R-7001</child><day>2026-01-07</day></visit>");
        }
        String[] pages = CHILDREN.split("\\|");
        int page = Integer.parseInt(text.replaceAll("(?s).*<page>(\\d+)</page>.*", "$1")) - 1;
        return answer("GetChildren", page < pages.length ? pages[page] : "");
    }

    private static Source answer(String operation, String rows) {
        return new StreamSource(new StringReader("<" + operation + "Response xmlns='urn:invented:registry'><list>"
                + rows + "</list></" + operation + "Response>"));
    }

    private static String text(Source source) {
        try {
            StringWriter text = new StringWriter();
            TransformerFactory.newDefaultInstance().newTransformer().transform(source, new StreamResult(text));
            return text.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.destroy();
        bus.shutdown(true);
    }
}
