// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.cert.CertificateException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.susten.spi.ClientCertificate;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Trace;
import org.susten.spi.WebProxy;

/** A question under way. It is first sent when it is made; what goes wrong is tried again by whoever asks for the answer. */
public final class Pending {

    private static final int REDIRECTS = 3;
    private static final int BROKEN_OFF = 3;

    private final HttpApi api;
    private final Ask ask;
    private final Retry retry;
    private URI uri;
    private Map<String, String> signed = Map.of();
    private @Nullable CompletableFuture<HttpResponse<byte[]>> sent;
    private boolean renewed;
    private int redirects;

    Pending(HttpApi api, Ask ask) {
        this.api = api;
        this.ask = ask;
        this.retry = new Retry(api.context(), ask + " at " + Hosts.host(api.uri(ask)) + WebProxy.words(api.uri(ask)));
        this.uri = api.uri(ask);
        send();
    }

    private void send() {
        signed = api.login().headers(ask, uri, api);
        sent = api.send(ask, uri, signed);
    }

    /** Gives up. */
    public void cancel() {
        CompletableFuture<HttpResponse<byte[]>> under = sent;
        if (under != null) {
            under.cancel(true);
        }
    }

    /**
     * The answer, of status 2xx or one that the question accepts.
     *
     * @throws ConnectorException where there is none after all that could be tried
     */
    public Answer answer() {
        while (true) {
            Answer answer = wait(sent);
            if (answer == null) {
                send();
            } else if (answer.ok() || ask.accepts().contains(answer.status())) {
                return answer;
            } else if (!again(answer)) {
                throw refused(answer);
            }
        }
    }

    /**
     * The answer as a page of rows in an array of one of these names. An answer that breaks off is asked for again.
     *
     * @throws ConnectorException where it is no JSON, or breaks off each time
     */
    public JsonPage page(String... names) {
        for (int i = 1; ; i++) {
            Answer answer = answer();
            try {
                return answer.ok() ? JsonPage.of(answer, names) : JsonPage.none(answer);
            } catch (JsonPage.BrokenOff e) {
                if (i == BROKEN_OFF) {
                    throw retry.given("answers with JSON that breaks off", e);
                }
                retry.pause(null, "answers with JSON that breaks off", e);
                send();
            } catch (IOException e) {
                throw new ConnectorException(
                        Kind.BROKEN,
                        retry.what() + " answers with something that is not JSON with rows" + JsonPage.kind(answer)
                                + "; ask the source's owner, or correct the address",
                        Trace.bare(e));
            }
        }
    }

    /**
     * The answer as one object. An answer that breaks off is asked for again.
     *
     * @throws ConnectorException where it is no object, or breaks off each time
     */
    public Map<String, @Nullable Object> object() {
        for (int i = 1; ; i++) {
            Answer answer = answer();
            try {
                return JsonText.parsed(answer);
            } catch (JsonPage.BrokenOff e) {
                if (i == BROKEN_OFF) {
                    throw retry.given("answers with JSON that breaks off", e);
                }
                retry.pause(null, "answers with JSON that breaks off", e);
                send();
            } catch (IOException e) {
                throw new ConnectorException(
                        Kind.BROKEN,
                        retry.what() + " answers with something that is not the JSON object it should be"
                                + JsonPage.kind(answer) + "; check the address",
                        Trace.bare(e));
            }
        }
    }

    private @Nullable Answer wait(@Nullable CompletableFuture<HttpResponse<byte[]>> under) {
        if (under == null) {
            throw new IllegalStateException("nothing was sent");
        }
        try {
            HttpResponse<byte[]> response = under.get(api.whole().toMillis(), TimeUnit.MILLISECONDS);
            // a proxy that wants a login leaves none
            byte[] body = response.body() == null ? new byte[0] : response.body();
            boolean zipped = "gzip"
                    .equalsIgnoreCase(
                            response.headers().firstValue("Content-Encoding").orElse(""));
            return new Answer(
                    response.statusCode(),
                    response.headers(),
                    zipped && body.length > 0 ? CappedBody.unzipped(body, HttpApi.MOST_BYTES) : body);
        } catch (InterruptedException e) {
            cancel();
            Thread.currentThread().interrupt();
            throw new ConnectorException(Kind.UNAVAILABLE, "the hub stopped while it waited for " + retry.what(), e);
        } catch (TimeoutException e) {
            cancel();
            retry.pause(null, "did not answer within " + Retry.shown(api.whole()), e);
            return null;
        } catch (ExecutionException | CancellationException | IOException e) {
            failed(e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e);
            return null;
        }
    }

    private void failed(Throwable cause) {
        if (ClientCertificate.isWanted(cause)) {
            throw new ConnectorException(Kind.ACCESS, retry.what() + ' ' + Certificates.WANTED, Trace.bare(cause));
        }
        for (Throwable why = cause; why != null; why = why.getCause() == why ? null : why.getCause()) {
            if (why instanceof CappedBody.TooLarge) {
                throw new ConnectorException(
                        Kind.BROKEN,
                        retry.what() + " answers with " + why.getMessage() + "; ask for smaller pages",
                        Trace.bare(why));
            }
            if (why instanceof CertificateException) {
                throw new ConnectorException(Kind.ACCESS, retry.what() + ' ' + Certificates.fault(why), why);
            }
            if (why instanceof ConnectorException e) {
                throw e;
            }
        }
        retry.pause(null, Retry.reason(cause), cause);
    }

    /** Whether it is sent again: after a pause, with a new token, or elsewhere on the same host. */
    private boolean again(Answer answer) {
        if (answer.status() == 401 && !renewed && api.login().renew(signed, answer, api)) {
            renewed = true;
            send();
            return true;
        }
        String place = answer.header("Location").orElse("");
        if (answer.status() >= 301 && answer.status() <= 308 && !place.isEmpty() && ask.body() == null) {
            redirect(place);
            send();
            return true;
        }
        if (Retry.passing(answer.status())) {
            retry.pause(answer, "answers " + Retry.shown(answer), null);
            send();
            return true;
        }
        return false;
    }

    private void redirect(String place) {
        URI next;
        try {
            next = uri.resolve(place);
        } catch (IllegalArgumentException e) {
            throw new ConnectorException(Kind.BROKEN, retry.what() + " redirects to an address that is none", e);
        }
        boolean same = next.getHost() != null && Hosts.host(next).equals(Hosts.host(uri));
        boolean down = "https".equals(uri.getScheme()) && !"https".equals(next.getScheme());
        if (!same || down || ++redirects > REDIRECTS) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    retry.what()
                            + " redirects to another host, to plain http or in a circle, and is not followed; write the"
                            + " address itself into the connection's file");
        }
        uri = next;
    }

    /** The address that is named, without what may stand behind it. */
    private String elsewhere(Answer answer) {
        try {
            URI place = uri.resolve(answer.header("Location").orElse(""));
            return place.getScheme() + "://" + place.getRawAuthority() + place.getRawPath();
        } catch (IllegalArgumentException e) {
            return "an address that is none";
        }
    }

    private ConnectorException refused(Answer answer) {
        String reason = answer.reason();
        String said = retry.what() + " answers " + answer.status() + (reason.isEmpty() ? "" : " (" + reason + ")");
        return switch (answer.status()) {
            case 401 ->
                new ConnectorException(
                        Kind.ACCESS,
                        said + ": it does not accept the login; " + api.login().advice());
            case 403 ->
                new ConnectorException(Kind.ACCESS, said + ": the login may not read this; ask for the right to");
            case 301, 302, 303, 307, 308 ->
                new ConnectorException(
                        Kind.CONFIG,
                        said + ": it sends on to " + elsewhere(answer)
                                + ", where nothing is posted unasked; write that address into the connection's file");
            case 407 ->
                new ConnectorException(
                        Kind.CONFIG,
                        said + ": the proxy wants a login, and the hub has none for it; ask the network's administrator"
                                + " to let this machine through without");
            case 404, 410 ->
                new ConnectorException(Kind.CONFIG, said + ": nothing is there; check the address and its version");
            default -> new ConnectorException(Kind.BROKEN, said + ": it does not understand what it was asked");
        };
    }
}
