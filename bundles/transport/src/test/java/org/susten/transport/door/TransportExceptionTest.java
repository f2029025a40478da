// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.UnknownHostException;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** What a person reads of a failure. */
class TransportExceptionTest {

    @Test
    void a_certificate_that_nobody_trusts_is_told_with_what_to_do() {
        assertThat(TransportException.words(new CompletionException(new SSLHandshakeException(
                        "PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable"
                                + " to find valid certification path to requested target"))))
                .contains("nobody whom this hub trusts", "trust=FILE")
                .doesNotContain("PKIX");
    }

    @Test
    void a_host_that_no_name_server_knows_is_told_with_what_to_do() {
        assertThat(TransportException.words(new CompletionException(
                        new UnknownHostException("exports.example.org: Name or service not known"))))
                .contains("not known to the name server", "how it is written")
                .doesNotContain("Exception");
    }
}
