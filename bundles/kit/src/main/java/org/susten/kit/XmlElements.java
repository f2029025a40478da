// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.susten.kit.internal.XmlSource;
import org.susten.spi.Finding;
import org.susten.spi.Inlet;
import org.susten.spi.Progress;

/**
 * The elements directly below the root of an XML document, one after the other, each as nested values; whatever the size of the
 * document, one of them is in memory. One thread, but {@link #progress} is for any.
 *
 * <ul>
 *   <li>An element of text is that text; one with elements or attributes is a {@code Map} by local name, attributes as
 *       {@code @name}, text beside them as {@code #text}; repeated elements are a {@code List}; {@code xsi:nil} is null.
 *   <li>Namespaces other than the root's do not matter, nor do comments and processing instructions.
 *   <li>A document type, an entity of its own, a token without end, and elements deeper than 64 or of more than 100,000 values are
 *       refused: nothing outside the document is ever looked at.
 *   <li>The text is in the encoding that the document names, or UTF-8, or Windows-1252 where it is not. Characters that are none
 *       become U+FFFD, and {@link #damaged} says so.
 * </ul>
 */
public final class XmlElements implements AutoCloseable {

    private final XmlSource source;

    private XmlElements(XmlSource source) {
        this.source = source;
    }

    /**
     * Opens a file and reads as far as its root.
     *
     * @throws IOException where it cannot be read, is not XML or is refused
     */
    public static XmlElements open(Inlet inlet, String file) throws IOException {
        return open(inlet.open(file), file, inlet.size(file));
    }

    /**
     * As above, of bytes that are closed with the reader.
     *
     * @param where what findings call it
     * @param size bytes in all, or -1 where unknown
     */
    public static XmlElements open(InputStream bytes, String where, long size) throws IOException {
        return new XmlElements(XmlSource.open(bytes, where, size));
    }

    /** Local name of the root. */
    public String root() {
        return source.root();
    }

    /** Namespace of the root; empty where it has none. */
    public String namespace() {
        return source.namespace();
    }

    /** An attribute of the root by local name. */
    public @Nullable String rootAttribute(String name) {
        return source.rootAttribute(name);
    }

    /**
     * Goes to the next element below the root, over what was not read of the one before; false at the root's end.
     *
     * @throws IOException where the document breaks off, is not well-formed or is refused; nothing can be read after that
     */
    public boolean advance() throws IOException {
        return source.advance();
    }

    /** Local name of the element. */
    public String name() {
        return source.name();
    }

    /** An attribute of the element by local name; asked before it is read. */
    public @Nullable String attribute(String name) {
        return source.attribute(name);
    }

    /** Number of the element below the root, from 1. */
    public long row() {
        return source.row();
    }

    /** Reads the element as it is. */
    public Map<String, @Nullable Object> read() throws IOException {
        return read(UnaryOperator.identity());
    }

    /** Reads the element with other names for its elements, at any depth. An element of mere text is a map of {@code #text}. */
    public Map<String, @Nullable Object> read(UnaryOperator<String> names) throws IOException {
        return source.read(names);
    }

    /** Whether the element just read holds a character that is none. */
    public boolean damaged() {
        return source.damaged();
    }

    /** Deviations so far: an encoding that is not the one it should be. */
    public List<Finding> findings() {
        return source.findings();
    }

    /** Bytes read. */
    public Progress progress() {
        return source.progress();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
