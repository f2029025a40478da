// SPDX-License-Identifier: Apache-2.0
package org.susten.obligations.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.files.FileProblemException;
import org.susten.files.YamlFile;
import org.susten.kit.testing.Fuzz;
import org.susten.obligations.PrivacyObligations;

class DocumentFuzzTest {

    @Test
    @DisplayName(
            "S-36 a damaged SIF privacy obligations document is read or refused, never more, and what is read is YAML")
    void damaged_documents() {
        Fuzz.damage(
                "SIF privacy obligations document",
                3_000,
                (which, damaged) -> {
                    try {
                        PrivacyObligations.Draft draft = PrivacyObligations.read(new ByteArrayInputStream(damaged));
                        assertThat(YamlFile.of(draft.yaml()).root().isObject()).isTrue();
                    } catch (FileProblemException e) {
                        throw new AssertionError(e.problems().toString(), e);
                    } catch (IOException e) {
                        assertThat(e.getMessage()).isNotBlank();
                    }
                },
                PrivacyObligationsTest.OTHERS.getBytes(StandardCharsets.UTF_8));
    }
}
