// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads a WSDL 1.1 file forward, bindings and services in any order; a document type is refused. One file, one thread. */
final class WsdlParser {

    private static final String WSDL = "http://schemas.xmlsoap.org/wsdl/";
    private static final String SOAP = "http://schemas.xmlsoap.org/wsdl/soap/";
    private static final String SOAP12 = "http://schemas.xmlsoap.org/wsdl/soap12/";

    /** What a binding says. */
    private static final class Binding {
        final Map<String, String> actions = new HashMap<>();
        boolean soap;
        boolean soap12;
    }

    /** What a service says of a port. */
    private record Declared(String service, String name, String binding, String address) {}

    private final XMLStreamReader xml;
    private final Map<String, Binding> bindings = new HashMap<>();
    private final List<Declared> declared = new ArrayList<>();
    private String namespace = "";
    private @Nullable Binding binding;
    private String operation = "";
    private String service = "";
    private String port = "";
    private String bound = "";

    WsdlParser(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        this.xml = factory.createXMLStreamReader(in);
    }

    Wsdl wsdl() throws XMLStreamException {
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD) {
                throw new XMLStreamException("a document type is refused");
            }
            if (event == XMLStreamConstants.START_ELEMENT) {
                start(String.valueOf(xml.getNamespaceURI()), xml.getLocalName());
            }
        }
        List<Wsdl.Port> ports = new ArrayList<>();
        for (Declared one : declared) {
            Binding how = bindings.get(one.binding());
            if (how != null && how.soap) {
                ports.add(new Wsdl.Port(one.service(), one.name(), one.address(), how.soap12, Map.copyOf(how.actions)));
            }
        }
        return new Wsdl(namespace, List.copyOf(ports));
    }

    private void start(String space, String name) {
        if (space.equals(WSDL)) {
            described(name);
        } else if (space.equals(SOAP) || space.equals(SOAP12)) {
            soap(name, space.equals(SOAP12));
        }
    }

    private void described(String name) {
        switch (name) {
            case "definitions" -> namespace = attribute("targetNamespace");
            case "binding" -> {
                binding = new Binding();
                bindings.put(attribute("name"), binding);
            }
            case "operation" -> {
                operation = attribute("name");
                if (binding != null) {
                    binding.actions.put(operation, "");
                }
            }
            case "portType" -> binding = null;
            case "service" -> {
                binding = null;
                service = attribute("name");
            }
            case "port" -> {
                port = attribute("name");
                bound = attribute("binding");
            }
            default -> {
                // messages, types and documentation say nothing about how to call
            }
        }
    }

    private void soap(String name, boolean twelve) {
        Binding of = binding;
        if (name.equals("binding") && of != null) {
            of.soap = true;
            of.soap12 = twelve;
        } else if (name.equals("operation") && of != null) {
            of.actions.put(operation, attribute("soapAction"));
        } else if (name.equals("address")) {
            declared.add(new Declared(service, port, bound.substring(bound.indexOf(':') + 1), attribute("location")));
        }
    }

    private String attribute(String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }
}
