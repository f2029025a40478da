// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.feeds.Deliveries.WithheldColumn;
import org.susten.feeds.Products.Quality;
import org.susten.governance.Agreement;

/**
 * What a package is, for machines and people: {@code manifest.json}.
 *
 * @param held of a feed of changes: how many rows its partner has once it has taken this package; null otherwise
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
        String delivery,
        String feed,
        String dataset,
        String meaning,
        String mode,
        long since,
        long commit,
        String created,
        List<File> files,
        long persons,
        @Nullable Long held,
        Terms agreement,
        List<WithheldPersons> personsWithheld,
        List<WithheldColumn> columnsWithheld,
        @Nullable Quality completeness,
        @Nullable Encryption encryption) {

    public static final String NAME = "manifest.json";

    /** Records print as they are declared, so that the same package has the same bytes. */
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** One file of the package. */
    public record File(String name, @Nullable String format, long rows, long bytes, String sha256) {}

    /**
     * Under which key every file but the manifest is encrypted; sizes and checksums are those of the encrypted files.
     *
     * @param fingerprint of the partner's key
     */
    public record Encryption(String standard, String fingerprint, String cipher, boolean armored) {}

    /** Under what it is given. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Terms(
            String id,
            String revision,
            String partner,
            String purpose,
            String question,
            String legalBasis,
            String identifiability,
            String effective,
            String expiry,
            List<String> redisclosure,
            @Nullable String destruction,
            @Nullable String reciprocity) {

        public static Terms of(Agreement agreement) {
            Agreement.Terms terms = agreement.terms();
            return new Terms(
                    agreement.id(),
                    agreement.revision(),
                    agreement.partner().name(),
                    agreement.purpose(),
                    agreement.question(),
                    agreement.legalBasis(),
                    agreement.identifiability().name().toLowerCase(java.util.Locale.ROOT),
                    agreement.effective().toString(),
                    agreement.expiry().toString(),
                    terms.onward(),
                    terms.destruction() == null ? null : terms.destruction().toString(),
                    terms.reciprocity());
        }
    }

    /** How many of the population are not in it, and which clause says so. */
    record WithheldPersons(String clause, String reason, long persons) {}

    /** How complete its data are; empty where it was not counted. */
    public Optional<Quality> quality() {
        return Optional.ofNullable(completeness);
    }

    /** The fingerprint of the key its files are encrypted under; empty where they are in the clear. */
    public String fingerprint() {
        return encryption == null ? "" : encryption.fingerprint();
    }

    public static Manifest read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), Manifest.class);
    }

    byte[] bytes() {
        try {
            return (JSON.writeValueAsString(this).replace("\r\n", "\n") + '\n').getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a manifest holds text and numbers only", e);
        }
    }
}
