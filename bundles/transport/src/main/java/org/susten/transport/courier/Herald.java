// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.courier;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.HttpsURLConnection;
import org.susten.feeds.Announcements.Announcement;
import org.susten.transport.door.Address;
import org.susten.transport.door.Logins;
import org.susten.transport.door.TransportException;
import org.susten.transport.door.WebDoor;

/**
 * Tells partners over HTTPS that a delivery is there: {@code POST} of a few words in JSON that hold no data and name nobody. {@code
 * Susten-Signature: t=SECONDS,sha256=HEX} is the HMAC-SHA256 of {@code SECONDS.BODY} under a secret that hub and partner share: the one
 * the address names, or the partner's own. Safe for any thread.
 */
public final class Herald {
    private static final String HMAC = "HmacSHA256";

    private final WebDoor web;
    private final Clock clock;

    /** Over https, signed as of the moment of the clock. */
    public Herald(WebDoor web, Clock clock) {
        this.web = web;
        this.clock = clock;
    }

    /** Returns once the partner has answered that it took it. */
    public void tell(Announcement announcement) throws IOException {
        Address to = Address.announcement(announcement.to());
        byte[] body = body(announcement);
        String signature = signature(to, announcement.partner(), body);
        HttpsURLConnection request = web.open(to, "POST", to.path());
        try {
            request.setDoOutput(true);
            request.setFixedLengthStreamingMode(body.length);
            request.setRequestProperty("Content-Type", "application/json");
            request.setRequestProperty("Idempotency-Key", announcement.delivery());
            request.setRequestProperty("Susten-Signature", signature);
            try (OutputStream out = request.getOutputStream()) {
                out.write(body);
            }
            int status = request.getResponseCode();
            if (status < 200 || status > 299) {
                throw web.trouble(to, status, request);
            }
        } finally {
            request.disconnect();
        }
    }

    private static byte[] body(Announcement announcement) {
        // Ids hold nothing that JSON would have to be told apart from its own signs.
        String fetch =
                announcement.fetched() ? ",\"fetch\":\"/partner/v1/deliveries/" + announcement.delivery() + '"' : "";
        return "{\"event\":\"delivery\",\"delivery\":\"%s\",\"feed\":\"%s\",\"kind\":\"%s\",\"created\":\"%s\"%s}"
                .formatted(
                        announcement.delivery(),
                        announcement.feed(),
                        announcement.kind(),
                        announcement.created(),
                        fetch)
                .getBytes(StandardCharsets.UTF_8);
    }

    private String signature(Address to, String partner, byte[] body) {
        byte[] key = key(to, partner);
        String seconds = Long.toString(clock.instant().getEpochSecond());
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            mac.update((seconds + '.').getBytes(StandardCharsets.UTF_8));
            return "t=" + seconds + ",sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks HmacSHA256, which every Java must have", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] key(Address to, String partner) {
        Logins logins = web.logins();
        return logins.secret(to, "secret")
                .or(() -> logins.secrets().find("partner-" + partner).map(String::new))
                .orElseThrow(() -> TransportException.settings(
                        "there is no secret to sign what " + partner + " is told",
                        "make its own with susten:credential " + partner
                                + ", or name another one: announce: https://…#secret=NAME"))
                .getBytes(StandardCharsets.UTF_8);
    }
}
