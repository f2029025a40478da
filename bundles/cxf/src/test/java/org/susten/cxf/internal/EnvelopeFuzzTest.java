// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.xml.transform.stream.StreamSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.kit.testing.Fuzz;
import org.susten.spi.ConnectorException;

class EnvelopeFuzzTest {

    @Test
    @DisplayName("S-36 a damaged SOAP answer is read or refused, never more")
    void damaged_answers() {
        byte[] whole =
                """
                <soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>
                <r:GetChildrenResponse xmlns:r="urn:invented:registry"><r:list n="2"><r:child><r:id>R-1</r:id></r:child>
                <r:photo><x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:nothing"/></r:photo>
                </r:list></r:GetChildrenResponse></soap:Body></soap:Envelope>
                """
                        .getBytes(StandardCharsets.UTF_8);
        Fuzz.damage(
                "SOAP answer",
                3_000,
                (which, damaged) -> {
                    try {
                        StreamSource answer = new StreamSource(new ByteArrayInputStream(damaged));
                        assertThat(SoapAnswer.bytes(answer, Map.of(), 1 << 20)).isNotNull();
                    } catch (ConnectorException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    }
                },
                whole,
                new String(whole, StandardCharsets.UTF_8)
                        .replaceAll("<r:photo>.*</r:photo>", "")
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("S-36 a SOAP answer whose declaration is broken is refused")
    void broken_declaration() {
        byte[] broken = "<?xml version=\"1.0\" encoding=;?><a/>".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(
                        () -> SoapAnswer.bytes(new StreamSource(new ByteArrayInputStream(broken)), Map.of(), 1 << 20))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("not well-formed");
    }
}
