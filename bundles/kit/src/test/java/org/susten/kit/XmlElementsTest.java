// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.kit.testing.MemoryInlet;

class XmlElementsTest {

    private static XmlElements open(String xml) throws IOException {
        return open(xml.getBytes(StandardCharsets.UTF_8));
    }

    private static XmlElements open(byte[] bytes) throws IOException {
        return XmlElements.open(MemoryInlet.with("a.xml", bytes), "a.xml");
    }

    @Test
    void an_element_is_text_a_map_or_a_list_as_the_source_nests() throws IOException {
        try (XmlElements xml = open(
                """
                <?xml version="1.0"?>
                <r:Root xmlns:r="urn:r" lang="en"><!-- no row --><A id="7"><B> x </B><C/><B>y<![CDATA[ & ]]>z</B><D e="1">t</D></A>
                <Text>only</Text></r:Root>
                """)) {
            assertThat(xml.root()).isEqualTo("Root");
            assertThat(xml.namespace()).isEqualTo("urn:r");
            assertThat(xml.rootAttribute("lang")).isEqualTo("en");
            assertThat(xml.advance()).isTrue();
            assertThat(xml.name()).isEqualTo("A");
            assertThat(xml.attribute("id")).isEqualTo("7");
            assertThat(xml.read())
                    .isEqualTo(Map.of(
                            "@id", "7", "B", List.of(" x ", "y & z"), "C", "", "D", Map.of("@e", "1", "#text", "t")));
            assertThat(xml.advance()).isTrue();
            assertThat(xml.read()).isEqualTo(Map.of("#text", "only"));
            assertThat(xml.row()).isEqualTo(2);
            assertThat(xml.advance()).isFalse();
        }
    }

    @Test
    void an_element_may_be_passed_over_and_names_may_be_given_others() throws IOException {
        try (XmlElements xml = open("<R><A><B><C>1</C></B></A><A><B><C>2</C></B></A></R>")) {
            xml.advance();
            xml.advance();
            assertThat(xml.read(name -> name.equals("C") ? "D" : name)).isEqualTo(Map.of("B", Map.of("D", "2")));
        }
    }

    @ParameterizedTest
    @DisplayName("S-10 a document type, an external or own entity, a billion laughs: refused, and nothing is looked up")
    @ValueSource(
            strings = {
                "<!DOCTYPE r><r><a/></r>",
                "<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r><a>&x;</a></r>",
                "<!DOCTYPE r SYSTEM 'http://127.0.0.1:1/x.dtd'><r><a/></r>",
                "<!DOCTYPE r [<!ENTITY % p SYSTEM 'http://127.0.0.1:1/p'> %p;]><r><a/></r>",
                "<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><r><a>&b;</a></r>",
                "<r><a>&undeclared;</a></r>"
            })
    void what_reaches_outside_is_refused(String text) {
        assertThatThrownBy(() -> {
                    try (XmlElements xml = open(text)) {
                        xml.advance();
                        xml.read();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.xml");
    }

    @ParameterizedTest
    @DisplayName(
            "S-10 an inclusion, a schema's or a stylesheet's address is text like others, and nothing is looked up")
    @ValueSource(
            strings = {
                "<r xmlns:xi='http://www.w3.org/2001/XInclude'><a><xi:include href='AT' parse='text'/></a></r>",
                "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:schemaLocation='urn:x AT'><a>1</a></r>",
                "<r xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:noNamespaceSchemaLocation='AT'><a>1</a></r>",
                "<?xml-stylesheet type='text/xsl' href='AT'?><r><a>1</a></r>"
            })
    void what_names_another_document_is_text(String text) throws IOException {
        try (ServerSocket asked = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            asked.setSoTimeout(1);
            String at = "http://127.0.0.1:" + asked.getLocalPort() + "/secret";
            try (XmlElements xml = open(text.replace("AT", at))) {
                assertThat(xml.advance()).isTrue();
                xml.read();
                assertThat(xml.advance()).isFalse();
            }
            assertThatThrownBy(asked::accept).as("nobody has called").isInstanceOf(SocketTimeoutException.class);
        }
    }

    @ParameterizedTest
    @DisplayName("S-11 elements without bounds are refused")
    @ValueSource(strings = {"<b>", "<b/>"})
    void elements_without_bounds_are_refused(String piece) {
        String text = "<r><a>" + piece.repeat(200_000);
        assertThatThrownBy(() -> {
                    try (XmlElements xml = open(text)) {
                        xml.advance();
                        xml.read();
                    }
                })
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_document_that_breaks_off_says_where_and_quotes_nothing() throws IOException {
        try (XmlElements xml = open("<r>\n<a>Canary</a>\n<a><b>Canary</r>")) {
            xml.advance();
            assertThat(xml.read()).isEqualTo(Map.of("#text", "Canary"));
            xml.advance();
            assertThatThrownBy(xml::read)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("line 3")
                    .hasMessageNotContaining("Canary");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-8", "UTF-16LE", "UTF-16BE"})
    void text_is_read_in_the_encoding_that_is_named(String charset) throws IOException {
        String xml = "<?xml version='1.0' encoding='" + charset.replaceAll("[LB]E$", "") + "'?><r><a>José</a></r>";
        try (XmlElements elements = open(xml.getBytes(Charset.forName(charset)))) {
            elements.advance();
            assertThat(elements.read()).isEqualTo(Map.of("#text", "José"));
            assertThat(elements.damaged()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-8", ".", "8", "no-such-one"})
    void a_name_that_no_encoding_has_is_as_none(String name) throws IOException {
        try (XmlElements xml = open("<?xml version='1.0' encoding='" + name + "'?><r><a>José</a></r>")) {
            xml.advance();
            assertThat(xml.read()).isEqualTo(Map.of("#text", "José"));
        }
    }

    @Test
    void text_that_is_not_the_utf8_it_claims_is_read_as_windows_1252_with_a_finding() throws IOException {
        byte[] bytes = "<?xml version='1.0' encoding='UTF-8'?><r><a>José</a></r>".getBytes(StandardCharsets.ISO_8859_1);
        try (XmlElements xml = open(bytes)) {
            xml.advance();
            assertThat(xml.read()).isEqualTo(Map.of("#text", "José"));
            assertThat(xml.findings()).hasSize(1);
        }
    }

    @Test
    void a_character_that_xml_forbids_damages_its_element_only() throws IOException {
        try (XmlElements xml = open("<r><a>x\u0001y</a><a>z</a></r>")) {
            xml.advance();
            xml.read();
            assertThat(xml.damaged()).isTrue();
            xml.advance();
            xml.read();
            assertThat(xml.damaged()).isFalse();
        }
    }

    @Test
    void bytes_are_closed_even_where_they_are_no_xml() {
        MemoryInlet inlet = MemoryInlet.with("a.xml", "not xml");
        assertThatThrownBy(() -> XmlElements.open(inlet, "a.xml")).isInstanceOf(IOException.class);
        assertThat(inlet.open()).isZero();
        assertThatThrownBy(() -> XmlElements.open(new ByteArrayInputStream(new byte[0]), "empty", 0))
                .isInstanceOf(IOException.class);
    }
}
