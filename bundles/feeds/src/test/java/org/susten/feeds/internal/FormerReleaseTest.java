// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.Letters.Addressee;
import org.susten.feeds.Letters.Letter;
import org.susten.feeds.packing.Manifest;
import org.susten.feeds.packing.Spool;

/** What a former release of the hub left on its way: packages with a manifest of its own shape, letters, rows of the outbox. */
class FormerReleaseTest extends OnHub {

    private static final ObjectMapper JSON = new ObjectMapper();

    @BeforeEach
    void a_community_under_an_agreement() {
        hub.save(Hub.agreement());
    }

    @Test
    @DisplayName(
            "R-32 a package with the manifest of a former release leaves as it is: same id, same bytes, on record once")
    void a_package_of_a_former_release_leaves() throws Exception {
        Delivery released = released();
        hub.deliveries.failed(released.id(), "connection refused");
        older(released);
        Map<String, String> bytes = Hub.files(released);
        hub.restart();
        hub.clock.forward(Duration.ofHours(1));
        Delivery sent = hub.deliver().orElseThrow();
        assertThat(sent.id()).isEqualTo(released.id());
        assertThat(sent.state()).isEqualTo(State.DELIVERED);
        assertThat(Hub.files(sent)).isEqualTo(bytes);
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
        assertThat(hub.deliveries.columnsWithheld(sent.id())).isEmpty();
    }

    @Test
    @DisplayName("R-32 a partner fetches a package that a former release laid ready")
    void a_package_of_a_former_release_is_fetched() throws Exception {
        hub.save(Hub.agreement().with("deliver: file:store/outbox/bridges", "deliver: rest"));
        Delivery offered = released();
        older(offered);
        hub.restart();
        assertThat(hub.pickup().of("bridges", 9)).singleElement().satisfies(item -> {
            assertThat(item.fetchable()).isTrue();
            assertThat(item.files()).hasSize(3);
        });
        assertThat(hub.products().of("bridges")).singleElement().satisfies(product -> assertThat(product.quality())
                .isEmpty());
        assertThat(hub.pickup().take("bridges", offered.id()).orElseThrow().denial())
                .isEmpty();
    }

    @Test
    @DisplayName("R-32 a letter whose manifest another release wrote, with more and with less in it, still leaves")
    void a_letter_of_another_release_leaves() throws Exception {
        hub.deliver();
        String id = post();
        rewriteLetter(id);
        hub.restart();
        Delivery letter = hub.deliver().orElseThrow();
        assertThat(letter.id()).isEqualTo(id);
        assertThat(letter.state()).isEqualTo(State.DELIVERED);
        assertThat(hub.ledger.entries(id)).isEqualTo(1);
    }

    private Delivery released() {
        return hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(FEED).orElseThrow().id())
                .id());
    }

    /** The manifest as it was before it told columns withheld, completeness, and the meaning of the data; and with a word of its own. */
    private void older(Delivery delivery) throws IOException {
        Path file = delivery.folder().resolve(Manifest.NAME);
        ObjectNode manifest = (ObjectNode) JSON.readTree(file.toFile());
        manifest.remove(List.of("columnsWithheld", "completeness", "meaning", "encryption"));
        manifest.put("producer", "susten 0.0.9");
        byte[] bytes = JSON.writeValueAsBytes(manifest);
        Files.write(file, bytes);
        hub.sql("update feeds.delivery set package = '%s' where id = '%s'"
                .formatted(HexFormat.of().formatHex(Spool.sha256().digest(bytes)), delivery.id()));
    }

    private String post() {
        Letter letter = new Letter(
                "notice",
                "a notice",
                hub.archive.find("bridges").orElseThrow(),
                FEED,
                "file:store/outbox/bridges",
                Map.of("notice.csv", "id\r\nc1\r\n".getBytes(StandardCharsets.UTF_8)),
                List.of(new Addressee(hub.community.person(Community.users("users", "u1")), "c1")),
                List.of());
        return hub.database.inTransaction(transaction -> hub.deliveries.post(transaction, letter, hub.clock.instant()));
    }

    private void rewriteLetter(String id) {
        hub.sql(
                """
                update feeds.letter set content = convert_to((convert_from(content, 'UTF8')::jsonb - 'created' - 'encrypt'
                  || '{"producer": "susten 0.0.9"}'
                  || jsonb_build_object('agreement', (convert_from(content, 'UTF8')::jsonb -> 'agreement') - 'question'
                       || '{"governingLaw": "of the state"}'))::text, 'UTF8')
                where delivery = '%s' and name = 'manifest.json'"""
                        .formatted(id));
    }
}
