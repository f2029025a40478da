// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.courier;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import javax.net.ssl.HttpsURLConnection;
import org.apache.camel.Exchange;
import org.susten.transport.door.Address;
import org.susten.transport.door.WebDoor;

/**
 * Sends a parcel as one ZIP over HTTPS, under a key by which the partner knows a repetition: {@code PUT <address>/<id>.zip}, or
 * {@code POST <address>}.
 */
public final class HttpsCourier implements Courier {
    private final WebDoor web;

    /** Over https. */
    public HttpsCourier(WebDoor web) {
        this.web = web;
    }

    /** Length and digest of the ZIP, known before the first byte is sent. */
    private record Measure(long length, String digest) {
        static Measure of(Parcel parcel) throws IOException {
            try {
                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                Counting counting = new Counting();
                parcel.zip(new DigestOutputStream(counting, sha));
                return new Measure(
                        counting.bytes, "sha-256=:" + Base64.getEncoder().encodeToString(sha.digest()) + ":");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static final class Counting extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] b, int offset, int length) {
            bytes += length;
        }
    }

    @Override
    public void carry(Parcel parcel, Address to, Exchange exchange) throws IOException {
        Measure measure = Measure.of(parcel);
        String method = to.options().oneOf("method", "PUT", "POST");
        HttpsURLConnection request = web.open(to, method, method.equals("PUT") ? below(to.path(), parcel) : to.path());
        try {
            request.setDoOutput(true);
            request.setFixedLengthStreamingMode(measure.length());
            request.setRequestProperty("Content-Type", "application/zip");
            request.setRequestProperty("Idempotency-Key", parcel.name());
            request.setRequestProperty("Content-Digest", measure.digest());
            int status = send(parcel, request);
            boolean alreadyThere = status == HttpsURLConnection.HTTP_CONFLICT && parcel.again();
            if ((status < 200 || status > 299) && !alreadyThere) {
                throw web.trouble(to, status, request);
            }
        } finally {
            request.disconnect();
        }
    }

    private static int send(Parcel parcel, HttpsURLConnection request) throws IOException {
        try (OutputStream out = request.getOutputStream()) {
            parcel.zip(out);
        } catch (IOException e) {
            // a partner may refuse before it has read everything
            int status = early(request);
            if (status >= 400) {
                return status;
            }
            throw e;
        }
        return request.getResponseCode();
    }

    private static int early(HttpsURLConnection request) {
        try {
            return request.getResponseCode();
        } catch (IOException e) {
            return -1;
        }
    }

    private static String below(String path, Parcel parcel) {
        int mark = path.indexOf('?');
        String place = mark < 0 ? path : path.substring(0, mark);
        String query = mark < 0 ? "" : path.substring(mark);
        return place.replaceFirst("/$", "") + "/" + parcel.name() + ".zip" + query;
    }
}
