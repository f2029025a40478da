// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.provider;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** One connection of a partner: TLS, kept alive, one request after the other. It costs little, for it runs on the machine it measures. */
final class Partner implements AutoCloseable {

    private final SSLSocket socket;
    private final InputStream in;

    /** An answer's status and body. */
    record Reply(int status, byte[] body, long total) {}

    Partner(int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    Reply get(String path, String token) throws IOException {
        return send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    }

    /** A token, from the answer to id and secret. */
    String token() throws IOException {
        String basic =
                Base64.getEncoder().encodeToString((Door.FEED + ':' + Door.SECRET).getBytes(StandardCharsets.UTF_8));
        String form = "grant_type=client_credentials";
        Reply reply = send("POST /ims/oneroster/token HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic " + basic
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form);
        String body = new String(reply.body(), StandardCharsets.UTF_8);
        return body.replaceAll(".*\"access_token\":\"([^\"]+)\".*", "$1");
    }

    private Reply send(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        int status = Integer.parseInt(line().split(" ")[1]);
        int length = 0;
        long total = -1;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("x-total-count:")) {
                total = Long.parseLong(lower.substring(14).strip());
            }
        }
        return new Reply(status, in.readNBytes(length), total);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the hub closed the connection");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** The certificate was made a moment ago for this very run. */
    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
