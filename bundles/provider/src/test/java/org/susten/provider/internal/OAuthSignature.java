// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A request signed as a partner's client would, step by step as RFC 5849 writes it. */
final class OAuthSignature {

    private OAuthSignature() {}

    static String of(PartnerHub hub, String path, String nonce) throws Exception {
        Map<String, String> oauth = new TreeMap<>(Map.of(
                "oauth_consumer_key",
                PartnerHub.FEED,
                "oauth_nonce",
                nonce,
                "oauth_signature_method",
                "HMAC-SHA1",
                "oauth_timestamp",
                Long.toString(hub.clock.instant().getEpochSecond()),
                "oauth_version",
                "1.0"));
        Map<String, String> all = new TreeMap<>(oauth);
        String[] parts = (hub.root + path).split("\\?");
        if (parts.length == 2) {
            String[] pair = parts[1].split("=");
            all.put(pair[0], pair[1]);
        }
        String parameters = all.entrySet().stream()
                .map(e -> e.getKey() + '=' + e.getValue())
                .collect(Collectors.joining("&"));
        String base = "GET&" + encode(parts[0]) + '&' + encode(parameters);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec((PartnerHub.SECRET + '&').getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        String signature = Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        oauth.put("oauth_signature", encode(signature));
        return "OAuth "
                + oauth.entrySet().stream()
                        .map(e -> e.getKey() + "=\"" + e.getValue() + '"')
                        .collect(Collectors.joining(", "));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
