// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.kit.Xml;
import org.susten.spi.Columns;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.Progress;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** The rows of one stream, a page in memory at a time. Ends on an empty, a short or a repeated page. One thread. */
final class SoapReader implements SourceReader, RowMaker.Factory {

    private final Ask ask;
    private final Xml xml;
    private final RowMaker.Factory rows;
    private final Function<String, byte[]> call;
    private final boolean snapshot;
    private final Instant since;
    private final Instant now;
    private final long passOver;
    private final List<Finding> findings = new ArrayList<>();

    private @Nullable SourceReader page;
    private byte[] before = new byte[0];
    private long pages;
    private long inPage;
    private long count;
    private boolean over;
    private boolean complete = true;
    private volatile long bytes;

    /** {@code call}: sends a content and gives the answer's; {@code now}: when this run began. */
    SoapReader(
            Ask ask,
            Xml xml,
            RowMaker.Factory rows,
            Function<String, byte[]> call,
            boolean snapshot,
            Place since,
            Instant now) {
        this.ask = ask;
        this.xml = xml;
        this.rows = rows;
        this.call = call;
        this.snapshot = snapshot;
        this.since = since.run();
        this.now = now;
        this.passOver = snapshot ? since.rows() : 0;
    }

    @Override
    public String stream() {
        return rows.stream();
    }

    /** Rows are known as the mapping says, and stand where they stand in the whole. */
    @Override
    public RowMaker of(String file, Columns columns) {
        RowMaker maker = rows.of(file, columns);
        return (position, values) -> maker.make(new Place(now, count + 1).cursor(), values);
    }

    @Override
    public boolean hasNext() {
        while (!over) {
            SourceReader open = page == null ? ask() : page;
            if (open == null) {
                return false;
            }
            while (open.hasNext()) {
                if (count >= passOver) {
                    return true;
                }
                open.next();
                count++;
                inPage++;
            }
            leave(open);
        }
        return false;
    }

    private @Nullable SourceReader ask() {
        byte[] answer = call.apply(ask.content(pages, since));
        bytes += answer.length;
        if (pages > 0 && Arrays.equals(answer, before)) {
            findings.add(new Finding(
                    ask.stream(),
                    "the service answered page " + (pages + 1) + " with the page before; reading ended there"));
            over = true;
            complete = false;
            return null;
        }
        before = answer;
        inPage = 0;
        page = xml.open(new Page("answer-" + (pages + 1), answer), "answer-" + (pages + 1), Cursor.START, this);
        pages++;
        return page;
    }

    private void leave(SourceReader open) {
        findings.addAll(open.findings());
        complete &= open.extent().complete() || inPage == 0;
        page = null;
        open.close();
        over = !ask.goesOnAfter(inPage);
    }

    @Override
    public SourceRecord next() {
        SourceReader open = hasNext() ? page : null;
        if (open == null) {
            throw new NoSuchElementException();
        }
        SourceRecord row = open.next();
        count++;
        inPage++;
        return row;
    }

    @Override
    public Extent extent() {
        return snapshot && over && complete && passOver == 0 ? Extent.SNAPSHOT : Extent.CHANGES;
    }

    @Override
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    @Override
    public Progress progress() {
        return new Progress(bytes, -1);
    }

    @Override
    public void close() {
        SourceReader open = page;
        page = null;
        over = true;
        complete = complete && open == null;
        if (open != null) {
            open.close();
        }
    }
}
