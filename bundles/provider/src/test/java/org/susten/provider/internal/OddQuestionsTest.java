// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Questions that no honest client asks: each is answered with what is wrong, and costs the hub nothing. */
class OddQuestionsTest extends AtProvider {

    @Test
    @DisplayName("S-28 a number of a billion digits in a few letters is refused, and never written out")
    void a_number_that_is_short_to_write_and_long_to_write_out_is_refused() throws Exception {
        for (String number : new String[] {"1e999999999", "-1e-999999999", "1E2000000000"}) {
            refused("/v1p1/results?" + filter("score>'" + number + "'"), "invalid_filter_field");
        }
        assertThat(read("/v1p1/results?" + filter("score>'1e-3'")).get("results"))
                .hasSize(1);
    }

    @Test
    void a_time_that_no_database_knows_is_refused() throws Exception {
        for (String time : new String[] {
            "+999999999-12-31T00:00:00Z", "0000-01-01", "-0500-01-01T00:00:00Z", "+294277-01-01T00:00:00Z"
        }) {
            refused("/v1p1/users?" + filter("dateLastModified>'" + time + "'"), "invalid_filter_field");
        }
    }

    @Test
    void a_selection_of_a_dot_names_no_field() throws Exception {
        assertThat(read("/v1p1/users?fields=.").get("statusInfoSet")).isNotEmpty();
    }

    @Test
    @DisplayName("S-28 a signed request to an address that is none is that of a stranger, and no fault of the hub")
    void a_signature_over_an_address_that_is_none_is_a_strangers() {
        SignedRequests signed = new SignedRequests(new Clients(hub.secrets, client -> Optional.empty()), hub.clock);
        String header = "OAuth oauth_consumer_key=\"x\", oauth_nonce=\"1\", oauth_signature_method=\"HMAC-SHA256\","
                + " oauth_timestamp=\"" + hub.clock.instant().getEpochSecond() + "\", oauth_signature=\"AA==\"";
        for (String address : new String[] {"http://no_host/ims", "http://host:port/ims", "http://host/a|b"}) {
            assertThat(signed.caller(header, "GET", address, null)).isEmpty();
        }
    }

    private void refused(String path, String minor) throws Exception {
        HttpResponse<String> answer = hub.get(path, bearer);
        assertThat(answer.statusCode()).as(path + ' ' + answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains('"' + minor + '"');
    }
}
