// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import javax.net.ssl.HttpsURLConnection;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.susten.transport.door.Address;
import org.susten.transport.door.SteadyInput;
import org.susten.transport.door.TransportException;
import org.susten.transport.door.WebDoor;

/**
 * {@code susten:pull/<connection>}: fetches a file from the web when its time has come, if it changed. An error page, a cut body
 * and an empty answer are not files.
 */
final class PullSource extends Fetcher {
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int REDIRECTS = 3;
    private static final int SNIFFED = 512;

    private final WebDoor web;
    /** Used by the turn's thread only, as everything below. */
    private @Nullable String etag;

    private @Nullable String modified;

    PullSource(SustenEndpoint endpoint, Processor processor, SustenComponent component, String connection) {
        super(endpoint, processor, component, connection, EVERY);
        this.web = component.doors().web();
    }

    @Override
    void fetch(Address address) throws Exception {
        String path = address.path();
        for (int i = 0; i <= REDIRECTS; i++) {
            String asked = path;
            HttpsURLConnection answer = of(address, () -> web.open(address, "GET", asked));
            try {
                int status = of(address, () -> status(answer));
                if (status == HttpsURLConnection.HTTP_NOT_MODIFIED) {
                    return;
                }
                if (status == HttpsURLConnection.HTTP_OK) {
                    take(address, answer);
                    return;
                }
                String next = elsewhere(address, status, answer);
                if (next == null) {
                    throw web.trouble(address, status, answer);
                }
                path = next;
            } finally {
                answer.disconnect();
            }
        }
        throw new TransportException(TransportException.Kind.REFUSED, address + " points in circles: ask its owner");
    }

    /** What the other side says. Not what is done with it: a full disk of the hub is no silence of theirs. */
    private static <T> T of(Address address, Callable<T> asked) throws Exception {
        try {
            return asked.call();
        } catch (IOException e) {
            throw new TransportException(
                    TransportException.Kind.UNAVAILABLE,
                    address + address.way() + " did not answer: " + TransportException.words(e),
                    e);
        }
    }

    private int status(HttpsURLConnection request) throws IOException {
        request.setRequestProperty("Accept-Encoding", "identity");
        if (etag != null) {
            request.setRequestProperty("If-None-Match", etag);
        }
        if (modified != null) {
            request.setRequestProperty("If-Modified-Since", modified);
        }
        return request.getResponseCode();
    }

    /** The path of a redirect on the same host; null for any other answer. */
    private static @Nullable String elsewhere(Address address, int status, HttpsURLConnection answer) {
        String location = answer.getHeaderField("Location");
        if (status < 301 || status > 308 || status == 304 || location == null) {
            return null;
        }
        try {
            URI next = URI.create("https://" + address.host() + ":" + address.port() + address.path())
                    .resolve(location);
            int port = next.getPort() < 0 ? 443 : next.getPort();
            boolean same = "https".equals(next.getScheme())
                    && address.host().equalsIgnoreCase(next.getHost())
                    && port == address.port();
            String query = next.getRawQuery() == null ? "" : "?" + next.getRawQuery();
            return same ? next.getRawPath() + query : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void take(Address address, HttpsURLConnection answer) throws Exception {
        long length = answer.getContentLengthLong();
        boolean chunked = "chunked".equalsIgnoreCase(answer.getHeaderField("Transfer-Encoding"));
        if (length < 0 && !chunked) {
            throw notAFile(
                    address, "says neither its length nor sends it in chunks, so a cut one would not be noticed");
        }
        if (length == 0) {
            throw notAFile(address, "is empty");
        }
        if (!"identity".equals(Objects.requireNonNullElse(answer.getContentEncoding(), "identity"))) {
            throw notAFile(address, "is encoded though that was not asked for");
        }
        checkType(address, answer.getContentType());
        PushbackInputStream body = new PushbackInputStream(of(address, answer::getInputStream), SNIFFED);
        sniff(address, of(address, () -> head(body)));
        InputStream read = new Sent(body, address);
        InputStream whole = length < 0 ? read : SteadyInput.ofLength(read, length, "the file of " + address);
        hand(whole, name(address), address.toString());
        etag = answer.getHeaderField("ETag");
        modified = answer.getHeaderField("Last-Modified");
    }

    private static void checkType(Address address, @Nullable String said) {
        String type = said == null ? "" : said.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        String wanted = address.options().get("type", "").toLowerCase(Locale.ROOT);
        boolean page = type.equals("text/html") || type.equals("application/xhtml+xml") || type.contains("problem+");
        if (wanted.isEmpty() ? page : !type.equals(wanted)) {
            throw notAFile(address, "is of another kind than expected (an error page?)");
        }
    }

    private static byte[] head(PushbackInputStream body) throws IOException {
        byte[] head = body.readNBytes(SNIFFED);
        body.unread(head);
        return head;
    }

    /** Some servers call their error pages anything. */
    private static void sniff(Address address, byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (text.matches("(?s)[^<a-z0-9]*<(!doctype html|html|head|body)\\b.*")) {
            throw notAFile(address, "is a web page");
        }
    }

    private static TransportException notAFile(Address address, String why) {
        return new TransportException(
                TransportException.Kind.REFUSED,
                "what " + address + " sent " + why + ": nothing is taken; ask its owner");
    }

    private static String name(Address address) {
        String path = address.path().replaceFirst("\\?.*", "");
        String last = path.substring(path.lastIndexOf('/') + 1);
        return address.options().get("name", last.isEmpty() ? "download" : last);
    }

    /** What the other side sends, so that its failure is known from one of the hub's disk. */
    private static final class Sent extends FilterInputStream {

        private final Address address;

        Sent(InputStream body, Address address) {
            super(body);
            this.address = address;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return in.read(buffer, offset, length);
            } catch (IOException e) {
                throw SteadyInput.changed(address + address.way() + " broke off: " + TransportException.words(e));
            }
        }
    }
}
