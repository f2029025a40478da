// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.net.ssl.HttpsURLConnection;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Carries the AWS SDK's requests through the hub's own {@link WebDoor}, to the server of one address and no other. */
public final class WebDoorClient implements SdkHttpClient {
    /** Set by the connection itself, or not meant by us. */
    private static final Set<String> OWN = Set.of("host", "content-length", "connection", "expect");

    private static final Set<String> WITH_BODY = Set.of("PUT", "POST");

    private final WebDoor web;
    private final Address address;

    WebDoorClient(WebDoor web, Address address) {
        this.web = web;
        this.address = address;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new Call(request);
    }

    @Override
    public void close() {
        // each request has a connection of its own
    }

    private final class Call implements ExecutableHttpRequest {
        private final HttpExecuteRequest request;
        private volatile @Nullable HttpsURLConnection connection;

        Call(HttpExecuteRequest request) {
            this.request = request;
        }

        @Override
        public HttpExecuteResponse call() throws IOException {
            SdkHttpRequest asked = request.httpRequest();
            if (!asked.host().equalsIgnoreCase(address.host())) {
                throw new IOException("a request to another server than " + address.partner());
            }
            String query = asked.encodedQueryParameters().map(q -> "?" + q).orElse("");
            HttpsURLConnection sent = web.open(address, asked.method().name(), asked.encodedPath() + query);
            connection = sent;
            asked.forEachHeader((name, values) -> {
                if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                    values.forEach(value -> sent.setRequestProperty(name, value));
                }
            });
            send(asked, sent);
            return answer(sent);
        }

        private void send(SdkHttpRequest asked, HttpsURLConnection sent) throws IOException {
            ContentStreamProvider body = request.contentStreamProvider().orElse(null);
            if (body == null && !WITH_BODY.contains(asked.method().name())) {
                return;
            }
            sent.setDoOutput(true);
            sent.setFixedLengthStreamingMode(asked.firstMatchingHeader("Content-Length")
                    .map(Long::parseLong)
                    .orElse(0L));
            try (OutputStream out = sent.getOutputStream()) {
                if (body != null) {
                    try (InputStream in = body.newStream()) {
                        in.transferTo(out);
                    }
                }
            }
        }

        private static HttpExecuteResponse answer(HttpsURLConnection sent) throws IOException {
            int status = sent.getResponseCode();
            Map<String, List<String>> headers = new TreeMap<>();
            sent.getHeaderFields().forEach((name, values) -> {
                if (name != null) {
                    headers.put(name, values);
                }
            });
            InputStream body = status >= 400 ? sent.getErrorStream() : sent.getInputStream();
            HttpExecuteResponse.Builder answer = HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder()
                            .statusCode(status)
                            .headers(headers)
                            .build());
            if (body != null) {
                answer.responseBody(AbortableInputStream.create(body, sent::disconnect));
            }
            return answer.build();
        }

        @Override
        public void abort() {
            HttpsURLConnection sent = connection;
            if (sent != null) {
                sent.disconnect();
            }
        }
    }
}
