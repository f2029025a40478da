// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.Postgres;

/** Tokens of the hub are its own and say nothing of how they are to be checked: what a JWT says of itself is heard nowhere. */
class ForgedTokensTest {

    private static final String USERS = "/rostering/v1p2/users";
    private static final String CLAIMS =
            "{\"iss\":\"https://hub.example\",\"sub\":\"bridges-roster\",\"aud\":\"oneroster\",\"exp\":4102444800,"
                    + "\"scope\":\"roster.readonly roster-core.readonly\"}";

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private final AtomicInteger fetched = new AtomicInteger();
    private PartnerHub hub;
    private HttpServer keys;
    private String genuine;

    @BeforeEach
    void a_partner_with_a_token_and_a_stranger_with_keys() throws Exception {
        hub = new PartnerHub(postgres.database(), folder);
        hub.settle();
        hub.agree(PartnerHub.FIELDS);
        genuine = new ObjectMapper()
                .readTree(hub.token(PartnerHub.SECRET, "grant_type=client_credentials")
                        .body())
                .get("access_token")
                .asText();
        keys = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        keys.createContext("/", exchange -> {
            fetched.incrementAndGet();
            exchange.sendResponseHeaders(200, -1);
        });
        keys.start();
    }

    @AfterEach
    void stop() throws Exception {
        keys.stop(0);
        hub.stop();
    }

    @Test
    @DisplayName(
            "S-12 no token is a JWT: one without a signature, signed by the client's secret or an empty key, or that names keys of its own, opens nothing")
    void what_a_jwt_says_of_itself_is_heard_nowhere() throws Exception {
        assertThat(hub.get(USERS, "Bearer " + genuine).statusCode()).isEqualTo(200);
        forged().forEach((how, token) -> {
            HttpResponse<String> answer = get("Bearer " + token);
            assertThat(answer.statusCode()).as(how).isEqualTo(401);
            assertThat(answer.body()).as(how).doesNotContain("Canary", token);
            assertThat(answer.headers().firstValue("WWW-Authenticate"))
                    .as(how)
                    .hasValueSatisfying(said -> assertThat(said).contains("error=\"invalid_token\""));
        });
        assertThat(fetched).as("nobody's keys were fetched").hasValue(0);
        assertThat(hub.get(USERS + "?access_token=" + genuine, null).statusCode())
                .as("nor is a token in the address")
                .isEqualTo(401);
    }

    @Test
    @DisplayName("S-12 the token endpoint takes no assertion, signed or not, in place of the secret")
    void no_assertion_is_taken_for_a_secret() throws Exception {
        String assertion = forged().get("alg none");
        String bearer = "urn%3Aietf%3Aparams%3Aoauth%3A";
        for (String form : List.of(
                "grant_type=client_credentials&client_id=bridges-roster&client_assertion_type=" + bearer
                        + "client-assertion-type%3Ajwt-bearer&client_assertion=" + assertion,
                "grant_type=" + bearer + "grant-type%3Ajwt-bearer&assertion=" + assertion)) {
            HttpResponse<String> answer = hub.token("wrong", form);
            assertThat(answer.statusCode()).as(form).isEqualTo(401);
            assertThat(answer.body()).contains("invalid_client");
        }
        assertThat(hub.token(
                                PartnerHub.SECRET,
                                "grant_type=" + bearer + "grant-type%3Ajwt-bearer&assertion=" + assertion)
                        .body())
                .contains("unsupported_grant_type");
        assertThat(fetched).hasValue(0);
    }

    @Test
    @DisplayName("S-12 a token that is changed in any byte, or said in another way, opens nothing")
    void a_changed_token_opens_nothing() throws Exception {
        for (int i = 0; i < genuine.length(); i++) {
            char other = genuine.charAt(i) == 'A' ? 'B' : 'A';
            String changed = genuine.substring(0, i) + other + genuine.substring(i + 1);
            // Of the last letter of each half some bits are beyond the bytes.
            boolean beyond = i == genuine.length() - 1 || genuine.charAt(Math.min(i + 1, genuine.length() - 1)) == '.';
            if (!beyond) {
                assertThat(get("Bearer " + changed).statusCode()).as("at " + i).isEqualTo(401);
            }
        }
        for (String wrong : List.of(
                genuine + ".",
                "." + genuine,
                genuine + "." + genuine,
                genuine.substring(0, genuine.indexOf('.') + 1))) {
            assertThat(get("Bearer " + wrong).statusCode()).as(wrong).isEqualTo(401);
        }
    }

    private HttpResponse<String> get(String authorization) {
        try {
            return hub.get(USERS, authorization);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Map<String, String> forged() throws Exception {
        String url = "http://127.0.0.1:" + keys.getAddress().getPort() + "/keys";
        String payload = genuine.substring(0, genuine.indexOf('.'));
        Map<String, String> forged = new LinkedHashMap<>();
        for (String none : List.of("none", "None", "nOnE", "")) {
            forged.put(
                    "alg " + none, encode("{\"alg\":\"" + none + "\",\"typ\":\"JWT\"}") + '.' + encode(CLAIMS) + '.');
        }
        String hs256 = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
        forged.put("signed by the client's secret", signed(hs256, CLAIMS, PartnerHub.SECRET));
        forged.put("signed by a key of nothing", signed(hs256, CLAIMS, "\0"));
        forged.put("RS256 that is HS256", signed("{\"alg\":\"RS256\"}", CLAIMS, PartnerHub.SECRET));
        forged.put(
                "kid out of its folder", signed("{\"alg\":\"HS256\",\"kid\":\"../../../../dev/null\"}", CLAIMS, "\0"));
        forged.put("kid with SQL", signed("{\"alg\":\"HS256\",\"kid\":\"x' union select 'k\"}", CLAIMS, "k"));
        forged.put("jku", signed("{\"alg\":\"HS256\",\"jku\":\"" + url + "\"}", CLAIMS, "k"));
        forged.put("x5u", signed("{\"alg\":\"RS256\",\"x5u\":\"" + url + "\"}", CLAIMS, "k"));
        forged.put("own jwk", signed("{\"alg\":\"HS256\",\"jwk\":{\"kty\":\"oct\",\"k\":\"aw\"}}", CLAIMS, "k"));
        forged.put("the words of a token, unsigned", payload + '.');
        forged.put("the words of a token as a JWT", encode("{\"alg\":\"none\"}") + '.' + payload + '.');
        forged.put("the words of a token, by the client's secret", payload + '.' + mac(payload, PartnerHub.SECRET));
        forged.put("JSON serialization", encode("{\"payload\":\"" + encode(CLAIMS) + "\",\"signatures\":[]}"));
        return forged;
    }

    private static String signed(String header, String claims, String key) throws Exception {
        String said = encode(header) + '.' + encode(claims);
        return said + '.' + mac(said, key);
    }

    private static String mac(String said, String key) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(mac.doFinal(said.getBytes(StandardCharsets.UTF_8)));
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
