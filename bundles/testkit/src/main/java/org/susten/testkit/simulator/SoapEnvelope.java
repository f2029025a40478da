// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * What a SOAP service was asked.
 *
 * @param soap12 whether in SOAP 1.2
 * @param token texts of the UsernameToken by the names of its elements, and the {@code Type} of its password; empty where none came
 * @param operation name of the element in the body
 * @param parameters texts of the elements in that one, by name
 */
record SoapEnvelope(boolean soap12, Map<String, String> token, String operation, Map<String, String> parameters) {

    static final String SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/";
    static final String SOAP12 = "http://www.w3.org/2003/05/soap-envelope";

    /** Alone, or as the first part of several. */
    private static final Pattern WHOLE = Pattern.compile("(?s)<(?:\\w+:)?Envelope[\\s>].*</(?:\\w+:)?Envelope\\s*>");

    private static final XMLInputFactory FACTORY = factory();

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        return factory;
    }

    /** Empty where it is none. */
    static Optional<SoapEnvelope> in(String body) {
        Matcher whole = WHOLE.matcher(body);
        if (!whole.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(read(FACTORY.createXMLStreamReader(new StringReader(whole.group()))));
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    private static SoapEnvelope read(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> token = new LinkedHashMap<>();
        Map<String, String> parameters = new LinkedHashMap<>();
        Deque<String> way = new ArrayDeque<>();
        String namespace = "";
        String operation = "";
        String text = "";
        for (int event = xml.next(); event != XMLStreamConstants.END_DOCUMENT; event = xml.next()) {
            if (event == XMLStreamConstants.START_ELEMENT) {
                String name = xml.getLocalName();
                text = "";
                if (way.isEmpty()) {
                    namespace = String.valueOf(xml.getNamespaceURI());
                } else if ("Body".equals(way.peek())) {
                    operation = name;
                } else if (name.equals("Password")) {
                    token.put("Type", String.valueOf(xml.getAttributeValue(null, "Type")));
                }
                way.push(name);
            } else if (event == XMLStreamConstants.CHARACTERS) {
                text += xml.getText();
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                String name = way.pop();
                if ("UsernameToken".equals(way.peek())) {
                    token.put(name, text.strip());
                } else if (!operation.isEmpty() && operation.equals(way.peek())) {
                    parameters.put(name, text.strip());
                }
            }
        }
        return new SoapEnvelope(namespace.equals(SOAP12), token, operation, parameters);
    }
}
