// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.InputStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** XML out of a KAR: no DTD, and nothing from elsewhere. */
final class Markup {

    private Markup() {}

    /** What is done with the beginning of an element. */
    @FunctionalInterface
    interface Element {
        void read(XMLStreamReader xml) throws XMLStreamException;
    }

    /** Every element in turn; refuses the KAR where {@code what} is not well-formed. */
    static void read(InputStream in, String what, Element each) {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    each.read(xml);
                }
            }
        } catch (XMLStreamException e) {
            throw KarFile.refused(what + " is no well-formed XML without DTD");
        }
    }
}
