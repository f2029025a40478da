// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Finding;
import org.susten.spi.Progress;

/** One XML document, read forward. */
public final class XmlSource implements AutoCloseable {

    private static final XMLInputFactory FACTORY = factory();
    private static final Pattern ENCODING =
            Pattern.compile("<\\?xml[^>]*encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._-]{0,39})[\"']");
    private static final int PROLOG = 256;

    private final String where;
    private final long size;
    private final Findings findings;
    private final XmlPath path;
    private final XmlText text;
    private final XMLStreamReader xml;

    private String root = "";
    private String namespace = "";
    private final Map<String, String> rootAttributes = new HashMap<>();
    private String name = "";
    private boolean entered;
    private boolean damaged;
    private long row;

    private XmlSource(BufferedInputStream bytes, String where, long size, XmlPath path)
            throws IOException, XMLStreamException {
        this.path = path;
        this.where = where;
        this.size = size;
        this.findings = new Findings(where);
        this.text = new XmlText(new Text(bytes, declared(bytes), findings));
        this.xml = FACTORY.createXMLStreamReader(text);
    }

    /** Opens bytes, which are closed where that fails. */
    public static XmlSource open(InputStream bytes, String where, long size) throws IOException {
        return open(bytes, where, size, List.of(""));
    }

    /** As above; the elements are not those below the root but those at the end of this way, of which a blank name is any. */
    public static XmlSource open(InputStream bytes, String where, long size, List<String> way) throws IOException {
        try {
            XmlSource opened = new XmlSource(new BufferedInputStream(bytes, 1 << 16), where, size, new XmlPath(way));
            opened.begin();
            return opened;
        } catch (XMLStreamException e) {
            bytes.close();
            throw new IOException(where + " is not XML", e);
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, base, space) -> {
            throw new XMLStreamException("nothing outside the document is read");
        });
        factory.setXMLReporter((message, type, about, where) -> {
            // what is wrong comes as an exception; the default would print it
        });
        return factory;
    }

    /** The encoding that the document names, where it is one in which bytes below 128 are ASCII and that is not UTF-8. */
    private static @Nullable Charset declared(BufferedInputStream bytes) throws IOException {
        bytes.mark(PROLOG);
        String prolog = new String(bytes.readNBytes(PROLOG), StandardCharsets.ISO_8859_1);
        bytes.reset();
        Matcher matcher = ENCODING.matcher(prolog);
        if (!matcher.find()) {
            return null;
        }
        String said = matcher.group(1).toUpperCase(Locale.ROOT);
        return said.startsWith("UTF") || said.equals("US-ASCII") || !Charset.isSupported(said)
                ? null
                : Charset.forName(said);
    }

    private void begin() throws IOException {
        while (next() != XMLStreamConstants.START_ELEMENT) {
            // to the root
        }
        root = xml.getLocalName();
        String uri = xml.getNamespaceURI();
        namespace = uri == null ? "" : uri;
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            rootAttributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
    }

    /** Local name of the root. */
    public String root() {
        return root;
    }

    /** Namespace of the root. */
    public String namespace() {
        return namespace;
    }

    /** Attribute of the root. */
    public @Nullable String rootAttribute(String attribute) {
        return rootAttributes.get(attribute);
    }

    /** Next element below the root. */
    public boolean advance() throws IOException {
        if (entered) {
            skip();
        }
        while (true) {
            int event = next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                XmlPath.Step step = path.enter(xml);
                if (step == XmlPath.Step.ROW) {
                    name = xml.getLocalName();
                    entered = true;
                    row++;
                    return true;
                }
                if (step == XmlPath.Step.ASIDE) {
                    path.aside(this, xml);
                }
            } else if (event == XMLStreamConstants.END_DOCUMENT
                    || event == XMLStreamConstants.END_ELEMENT && !path.leave()) {
                return false;
            }
        }
    }

    /** What was met so far of the elements around the row, by {@code ../name}, {@code ../../name} and so on. */
    public Map<String, String> around() {
        return path.around();
    }

    private void skip() throws IOException {
        entered = false;
        for (int depth = 1; depth > 0; ) {
            int event = next();
            depth += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
        }
    }

    /** Its local name. */
    public String name() {
        return name;
    }

    /** Its number. */
    public long row() {
        return row;
    }

    /** Its attribute. */
    public @Nullable String attribute(String attribute) {
        return entered ? XmlTree.attribute(xml, attribute) : null;
    }

    /** Its content. */
    public Map<String, @Nullable Object> read(UnaryOperator<String> names) throws IOException {
        if (!entered) {
            throw new IllegalStateException("no element is there to be read");
        }
        entered = false;
        XmlTree tree = new XmlTree(this, xml, names);
        Map<String, @Nullable Object> content = tree.element();
        damaged = tree.damaged();
        return content;
    }

    /** Whether it held what is no character. */
    public boolean damaged() {
        return damaged;
    }

    /** What was noted. */
    public List<Finding> findings() {
        return findings.list();
    }

    /** Bytes so far. */
    public Progress progress() {
        return new Progress(text.bytesRead(), size);
    }

    /** Every step of the parser; its own messages may quote what stands there and are not repeated. */
    int next() throws IOException {
        text.token();
        try {
            int event = xml.next();
            if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                throw new IOException(where + " has a document type or an entity of its own, which is refused");
            }
            return event;
        } catch (XMLStreamException e) {
            throw new IOException(where + " breaks off or is not well-formed XML, at line " + line(e));
        } catch (java.util.NoSuchElementException e) {
            throw new IOException(where + " breaks off", e);
        }
    }

    private static String line(XMLStreamException e) {
        return e.getLocation() == null ? "?" : Integer.toString(e.getLocation().getLineNumber());
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
