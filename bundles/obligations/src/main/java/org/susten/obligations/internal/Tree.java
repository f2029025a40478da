// SPDX-License-Identifier: Apache-2.0
package org.susten.obligations.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** A small document from outside as a tree, and ways through it by local names. */
final class Tree {

    private Tree() {}

    static Element parse(byte[] bytes) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setNamespaceAware(true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            // No document type, no entities, nothing from elsewhere.
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setXIncludeAware(false);
            factory.setExpandEntityReferences(false);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Strict());
            return builder.parse(new ByteArrayInputStream(bytes)).getDocumentElement();
        } catch (SAXParseException e) {
            throw new IOException(
                    "it is no well-formed XML at line " + e.getLineNumber()
                            + ", or has a document type, which is not read",
                    e);
        } catch (SAXException e) {
            throw new IOException("it cannot be read as XML", e);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("this Java cannot read XML safely", e);
        }
    }

    /** Says nothing to the console. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException exception) {
            // what is only doubtful is read
        }

        @Override
        public void error(SAXParseException exception) throws SAXException {
            throw exception;
        }

        @Override
        public void fatalError(SAXParseException exception) throws SAXException {
            throw exception;
        }
    }

    static Optional<String> text(Element element, String name) {
        return texts(List.of(element), name).stream().findFirst();
    }

    static List<String> texts(List<Element> parents, String name) {
        return elements(parents, name).stream()
                .map(Tree::content)
                .filter(words -> !words.isEmpty())
                .toList();
    }

    static List<Element> elements(List<Element> parents, String name) {
        return parents.stream()
                .flatMap(parent -> children(parent).stream())
                .filter(child -> name.equals(child.getLocalName()))
                .toList();
    }

    static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child instanceof Element found) {
                children.add(found);
            }
        }
        return children;
    }

    static String content(Element element) {
        return element.getTextContent().strip().replaceAll("\\s+", " ");
    }
}
