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
import org.susten.kit.SoapClients;
import org.susten.kit.Xml;
import org.susten.spi.Columns;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.Progress;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/**
 * The rows of one stream, a page in memory at a time. Ends on an empty or a repeated page; a short one may be all that the service
 * gives at once, and is the last only where the service refuses the next. One thread.
 */
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
    private String firstBefore = "";
    private long pages;
    private long inPage;
    private long largest;
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
        this.since = since.asked();
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
        String name = "answer-" + (pages + 1);
        byte[] answer = answer();
        if (answer == null) {
            return null;
        }
        bytes += answer.length;
        String first = ask.paged() ? firstKey(name, answer) : "";
        if (pages > 0 && (Arrays.equals(answer, before) || !first.isEmpty() && first.equals(firstBefore))) {
            note("the service answered page " + (pages + 1) + " with the page before; reading ended there");
            over = true;
            complete = false;
            return null;
        }
        before = answer;
        firstBefore = first;
        inPage = 0;
        page = xml.open(new Page(name, answer), name, Cursor.START, this);
        pages++;
        return page;
    }

    private void note(String what) {
        findings.add(new Finding(ask.stream(), what));
    }

    /**
     * Null where the service says that there is no such page. It has said all only where its last page was a shorter one than others:
     * one that gives fewer rows than it is asked for may also refuse to go on.
     */
    private byte @Nullable [] answer() {
        try {
            return call.apply(ask.content(pages, count, since));
        } catch (ConnectorException e) {
            if (!(e.getCause() instanceof SoapClients.Refused) || pages == 0 || inPage >= ask.size()) {
                throw e;
            }
            note("the service refuses page " + (pages + 1) + ", after a short one; that is taken as the end");
            over = true;
            complete &= pages == 1 || inPage < largest;
            return null;
        }
    }

    /** By what the same page is known again, whatever else in it changes from answer to answer. */
    private String firstKey(String name, byte[] answer) {
        try (SourceReader peek = xml.open(new Page(name, answer), name, Cursor.START, this)) {
            return peek.hasNext() ? peek.next().key() : "";
        }
    }

    private void leave(SourceReader open) {
        findings.addAll(open.findings());
        complete &= open.extent().complete() || inPage == 0;
        page = null;
        open.close();
        largest = Math.max(largest, inPage);
        over = !ask.paged() || inPage == 0;
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
