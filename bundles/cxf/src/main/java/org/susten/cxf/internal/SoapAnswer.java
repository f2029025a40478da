// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import jakarta.activation.DataHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import javax.xml.namespace.QName;
import javax.xml.stream.XMLEventFactory;
import javax.xml.stream.XMLEventReader;
import javax.xml.stream.XMLEventWriter;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.events.StartElement;
import javax.xml.stream.events.XMLEvent;
import javax.xml.transform.Source;
import org.apache.cxf.staxutils.StaxUtils;
import org.jspecify.annotations.Nullable;
import org.susten.spi.ConnectorException;

/** The content of an answer as bytes, with what came beside it put where it belongs. */
final class SoapAnswer {

    private static final String XOP = "http://www.w3.org/2004/08/xop/include";

    /** The parser's own kind, as CXF uses it: another cannot go on where it stands. */
    private static final XMLInputFactory IN = Loading.within(XMLInputFactory::newFactory);

    private static final XMLOutputFactory OUT = Loading.within(XMLOutputFactory::newFactory);
    private static final XMLEventFactory EVENTS = Loading.within(XMLEventFactory::newFactory);

    private SoapAnswer() {}

    static byte[] bytes(@Nullable Source answer, @Nullable Object beside, long largest) {
        if (answer == null) {
            throw CxfSoapClients.broken("the service answered without content");
        }
        Map<?, ?> attachments = beside instanceof Map<?, ?> map ? map : Map.of();
        Bounded bytes = new Bounded(largest);
        try {
            XMLStreamReader reader = reader(answer);
            XMLEventReader events = IN.createXMLEventReader(reader);
            XMLEventWriter out = OUT.createXMLEventWriter(bytes, StandardCharsets.UTF_8.name());
            while (events.hasNext()) {
                XMLEvent event = events.nextEvent();
                if (event.isStartElement() && isInclude(event.asStartElement())) {
                    out.add(EVENTS.createCharacters(included(event.asStartElement(), attachments)));
                    over(events);
                } else if (!event.isStartDocument() && !event.isEndDocument()) {
                    out.add(event);
                }
            }
            out.close();
            return bytes.toByteArray();
        } catch (XMLStreamException | IOException e) {
            throw failed(e, bytes, largest);
        }
    }

    /** CXF throws whatever is wrong with the very beginning as a failure of the program. */
    private static XMLStreamReader reader(Source answer) throws XMLStreamException {
        try {
            return StaxUtils.createXMLStreamReader(answer);
        } catch (RuntimeException e) {
            throw new XMLStreamException("the beginning cannot be read");
        }
    }

    /** The parser's own words may quote what stands there. */
    private static ConnectorException failed(Exception failure, Bounded bytes, long largest) {
        if (bytes.full || SoapFailures.within(failure, SoapBound.TooLargeException.class) != null) {
            return SoapBound.tooLarge(largest);
        }
        if (failure instanceof Included included) {
            return CxfSoapClients.broken("the service's answer has " + included.getMessage());
        }
        IOException off = SoapFailures.within(failure, IOException.class);
        return off == null
                ? CxfSoapClients.broken("the service's answer breaks off or is not well-formed")
                : SoapFailures.brokenOff("the service", off);
    }

    /** What cannot be put in its place. */
    private static final class Included extends IOException {

        private static final long serialVersionUID = 1L;

        Included(String what, @Nullable Throwable cause) {
            super(what, cause);
        }
    }

    private static boolean isInclude(StartElement start) {
        return start.getName().getNamespaceURI().equals(XOP)
                && start.getName().getLocalPart().equals("Include");
    }

    /** Only what came with the answer; an address elsewhere is never asked. */
    private static String included(StartElement include, Map<?, ?> attachments) throws IOException {
        var href = include.getAttributeByName(new QName("href"));
        String value = href == null ? "" : href.getValue();
        if (!value.startsWith("cid:")) {
            throw new Included("an inclusion of something else than an attachment", null);
        }
        String id = URLDecoder.decode(value.substring(4), StandardCharsets.UTF_8);
        // CXF reads the parts when one is asked for, and throws whatever is wrong with them as a failure of the
        // program.
        try {
            if (!(attachments.get(id) instanceof DataHandler handler)) {
                throw new Included("an attachment that did not come", null);
            }
            try (InputStream in = handler.getInputStream()) {
                return Base64.getEncoder().encodeToString(in.readAllBytes());
            }
        } catch (RuntimeException e) {
            throw new Included("attachments that break off, or that are too many or too large", e);
        }
    }

    private static void over(XMLEventReader events) throws XMLStreamException {
        for (int depth = 1; depth > 0 && events.hasNext(); ) {
            XMLEvent event = events.nextEvent();
            depth += event.isStartElement() ? 1 : event.isEndElement() ? -1 : 0;
        }
    }

    /** Refuses to grow beyond its bound. */
    private static final class Bounded extends OutputStream {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final long largest;
        private boolean full;

        Bounded(long largest) {
            this.largest = largest;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            if (bytes.size() + (long) length > largest) {
                full = true;
                throw new IOException("too large");
            }
            bytes.write(buffer, offset, length);
        }

        byte[] toByteArray() {
            return bytes.toByteArray();
        }
    }
}
