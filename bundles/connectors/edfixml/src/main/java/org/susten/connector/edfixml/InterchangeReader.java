// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfixml;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.susten.connector.edfixml.Survey.Interchange;
import org.susten.edfi.Names;
import org.susten.edfi.Streams;
import org.susten.edfi.Version;
import org.susten.kit.Position;
import org.susten.kit.XmlElements;
import org.susten.spi.Columns;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.MappingException;
import org.susten.spi.Progress;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** The rows of one stream, from all files that hold any, one element in memory. */
final class InterchangeReader implements SourceReader {

    private final Streams.Kind kind;
    private final List<Interchange> files;
    private final Position since;
    private final boolean complete;
    private final List<Finding> findings;
    private final long total;

    private final Names names = new Names();
    private volatile @Nullable XmlElements open;
    private volatile long doneBefore;
    private ReferencesInFile references = ReferencesInFile.NONE;
    private Columns columns = Columns.of(List.of());
    private @Nullable SourceRecord next;
    private int following;
    private boolean brokenOff;

    /** {@code snapshot}: whether a row that is not there is closed. */
    InterchangeReader(Survey survey, Streams.Kind kind, Cursor since, boolean snapshot, List<Finding> before) {
        this.kind = kind;
        this.files = survey.with(kind);
        this.since = Position.of(since);
        this.findings = new ArrayList<>(before);
        List<String> labels = files.stream().map(file -> file.source().label()).toList();
        this.following = Math.max(0, labels.indexOf(this.since.file()));
        this.complete = snapshot && survey.whole() && !files.isEmpty() && !labels.contains(this.since.file());
        this.total = files.stream().mapToLong(file -> file.source().size()).sum();
        this.doneBefore = files.subList(0, following).stream()
                .mapToLong(file -> file.source().size())
                .sum();
    }

    @Override
    public boolean hasNext() {
        while (next == null && (open != null || openNext())) {
            XmlElements xml = open;
            if (xml != null) {
                step(xml);
            }
        }
        return next != null;
    }

    private boolean openNext() {
        if (following == files.size()) {
            return false;
        }
        Interchange file = files.get(following++);
        references = ReferencesInFile.of(file);
        open = opened(file);
        return true;
    }

    private static XmlElements opened(Interchange file) {
        try {
            return file.source().open();
        } catch (IOException e) {
            throw new ConnectorException(
                    Kind.BROKEN, file.source().label() + " cannot be read; send the file again", e);
        }
    }

    private void step(XmlElements xml) {
        boolean within = false;
        try {
            while (xml.advance()) {
                String element = Names.plain(xml.name());
                if (kind.takes(element) && xml.row() > since.rowIn(label())) {
                    within = true;
                    next = row(xml, element);
                    return;
                }
            }
        } catch (IOException e) {
            brokenOff = true;
            if (within) {
                next = unreadable(xml, "xml", "the element breaks off or is not well-formed; send the file whole");
            }
        }
        leave(xml);
    }

    private String label() {
        return files.get(following - 1).source().label();
    }

    private SourceRecord row(XmlElements xml, String element) throws IOException {
        Map<String, @Nullable Object> values = xml.read(names);
        boolean first = names.wereFirst();
        if (xml.damaged()) {
            return unreadable(xml, "encoding", "the element holds characters that are none; send the file in UTF-8");
        }
        references.resolve(values);
        Version said = files.get(following - 1).version();
        Version version = said != null ? said : first ? Version.ONE : Version.THREE;
        values.put(Streams.ELEMENT, element);
        values.put(Streams.VERSION, version.name());
        String key = kind.key().of(values, version);
        return SourceRecord.present(kind.stream().name(), key, position(xml), columns(values), inOrder(values));
    }

    private Cursor position(XmlElements xml) {
        return new Position(label(), xml.row()).cursor();
    }

    private SourceRecord unreadable(XmlElements xml, String rule, String message) {
        return SourceRecord.unreadable(
                kind.stream().name(), position(xml), columns, new Object[0], new MappingException("", rule, message));
    }

    private Columns columns(Map<String, @Nullable Object> values) {
        if (values.keySet().stream().anyMatch(name -> columns.indexOf(name) < 0)) {
            List<String> all = new ArrayList<>(columns.names());
            values.keySet().stream().filter(name -> columns.indexOf(name) < 0).forEach(all::add);
            columns = Columns.of(all);
        }
        return columns;
    }

    private @Nullable Object[] inOrder(Map<String, @Nullable Object> values) {
        @Nullable Object[] row = new Object[columns.names().size()];
        values.forEach((name, value) -> row[columns.indexOf(name)] = value);
        return row;
    }

    @Override
    public SourceRecord next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        SourceRecord row = next;
        next = null;
        return row;
    }

    private void leave(XmlElements xml) {
        findings.addAll(xml.findings());
        doneBefore += files.get(following - 1).source().size();
        close();
    }

    @Override
    public Extent extent() {
        return complete && !brokenOff && open == null && following == files.size() ? Extent.SNAPSHOT : Extent.CHANGES;
    }

    @Override
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    @Override
    public Progress progress() {
        XmlElements xml = open;
        return new Progress(doneBefore + (xml == null ? 0 : xml.progress().done()), total);
    }

    @Override
    public void close() {
        XmlElements xml = open;
        open = null;
        if (xml != null) {
            try {
                xml.close();
            } catch (IOException e) {
                throw new ConnectorException(Kind.BROKEN, kind.stream().name() + ": a file cannot be closed", e);
            }
        }
    }
}
