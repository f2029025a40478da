// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.kit.testing.Fuzz;

class AnswersFuzzTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    application/json | {"links":[],"users":[{"sourcedId":"u1","orgs":[{"sourcedId":"o1"}],"n":{"a":null,"b":1.5e3}},{"t":true}],"next":"x"}
                    text/csv | Id,Name__c\\n1,"Ada ""A"", B"\\n2,\\n
                    application/xml | <Pupils xmlns="urn:a"><Pupil RefId="1"><Name Type="l">Ada</Name></Pupil><Pupil RefId="2"/></Pupils>
                    """)
    @DisplayName("S-36 a damaged answer of an API is read or refused, never more")
    void damaged_answers(String type, String text) {
        HttpHeaders headers = HttpHeaders.of(Map.of("Content-Type", List.of(type)), (name, value) -> true);
        Fuzz.damage(
                "answer in " + type,
                5_000,
                (which, damaged) -> {
                    Answer answer = new Answer(200, headers, damaged);
                    try {
                        JsonPage page = JsonPage.of(answer, "users", "");
                        page.rows().forEach(FlatRows::flat);
                        assertThat(page.rows()).hasSizeLessThan(10_000);
                    } catch (IOException e) {
                        assertThat(answer.reason()).isNotNull();
                    }
                },
                text.replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @DisplayName("S-36 the links of an answer are found in whatever its header says")
    void damaged_links() {
        byte[] whole = "<https://a.example/x?page=2>; rel=\"next\", <https://a.example/x>; rel=first"
                .getBytes(StandardCharsets.UTF_8);
        Fuzz.damage(
                "header of links",
                5_000,
                (which, damaged) -> {
                    String header = new String(damaged, StandardCharsets.ISO_8859_1);
                    HttpHeaders headers = HttpHeaders.of(Map.of("Link", List.of(header)), (name, value) -> true);
                    assertThat(new Answer(200, headers, new byte[0]).link("next"))
                            .isNotNull();
                },
                whole);
    }
}
