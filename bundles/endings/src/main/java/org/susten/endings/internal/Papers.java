// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.susten.endings.Endings.Ending;
import org.susten.governance.Agreement;
import org.susten.governance.Ledger;
import org.susten.governance.LegalBasis;
import org.susten.model.words.Count;
import org.susten.paper.Sheet;
import org.susten.paper.Signer;

/** The demand and the certificate, for people. They name no child. */
final class Papers {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US);

    private final ZoneId zone;
    private final Signer signer;

    Papers(ZoneId zone, Signer signer) {
        this.zone = zone;
        this.signer = signer;
    }

    private String day(Instant at) {
        return DAY.format(at.atZone(zone));
    }

    /** The demand as text, which says the same as the PDF. */
    static String demand(Agreement agreement, LocalDate ended, LocalDate destruction) {
        return """
                To %s (%s)

                The agreement "%s" for the purpose %s, on the basis of %s, was in force until %s.
                Please destroy everything you received under it, copies and backups included, by %s, and have those destroy it
                whom you passed it on to%s.

                Then say so, naming who destroyed what and how: POST /partner/v1/endings/%s/attestation on the hub, or a letter or
                e-mail to its steward. The hub certifies it. What you calculated and what identifies nobody you may keep.
                """
                .formatted(
                        agreement.partner().name(),
                        agreement.partner().contact(),
                        agreement.id(),
                        agreement.purpose(),
                        LegalBasis.of(agreement.legalBasis()).title(),
                        lastDay(ended),
                        DAY.format(destruction),
                        agreement.terms().onward().isEmpty()
                                ? ""
                                : ": " + String.join(", ", agreement.terms().onward()),
                        agreement.id());
    }

    /** As the agreement names it, and whoever compares it with this: the last day, not the first after it. */
    private static String lastDay(LocalDate ended) {
        return DAY.format(ended.minusDays(1));
    }

    /** @param told elements that were disclosed */
    void demand(Agreement agreement, List<String> told, LocalDate ended, LocalDate destruction, OutputStream pdf)
            throws IOException {
        try (Sheet sheet = new Sheet("Demand to destroy", "agreement " + agreement.id())) {
            sheet.text(18, "Demand to destroy");
            for (String paragraph : demand(agreement, ended, destruction).split("\n\n")) {
                sheet.text(11, paragraph.replace('\n', ' ').strip());
            }
            sheet.text(14, "What you received");
            sheet.table(List.of("of", "what"), received(told));
            sheet.save(pdf);
        }
    }

    /** Both as files of a letter, by name. */
    Map<String, byte[]> demand(Agreement agreement, List<String> told, Ending ending) {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try {
            demand(agreement, told, ending.ended(), ending.destruction(), pdf);
        } catch (IOException e) {
            throw new UncheckedIOException("the demand cannot be printed", e);
        }
        return Map.of(
                "demand.pdf",
                pdf.toByteArray(),
                "demand.txt",
                demand(agreement, ending.ended(), ending.destruction()).getBytes(StandardCharsets.UTF_8));
    }

    /** Elements by entity. */
    private static List<List<String>> received(List<String> told) {
        Map<String, List<String>> byEntity = told.stream()
                .map(element -> element.split("\\.", 2))
                .collect(Collectors.groupingBy(
                        element -> words(element[0]),
                        TreeMap::new,
                        Collectors.mapping(element -> words(element[1]), Collectors.toList())));
        return byEntity.entrySet().stream()
                .map(entity -> List.of(entity.getKey(), String.join(", ", entity.getValue())))
                .toList();
    }

    /** {@code ServiceContact} is service contact. */
    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    /**
     * The certificate.
     *
     * @param told elements that were disclosed
     * @param aside folders of before the destruction that are there at the moment it is made
     */
    void certificate(
            Agreement agreement,
            Ending ending,
            List<String> told,
            List<String> aside,
            Ledger.Head head,
            Instant now,
            OutputStream pdf)
            throws IOException {
        try (Sheet sheet = new Sheet("Certificate of destruction", "agreement " + agreement.id())) {
            sheet.text(18, "Certificate of destruction");
            sheet.text(
                    10,
                    "Made on " + day(now)
                            + " by the hub from its own records. It says what the partner attested and what the hub did;"
                            + " it names no child.");
            List<List<String>> rows = new ArrayList<>();
            rows.add(List.of("agreement", ending.agreement()));
            rows.add(List.of("partner", ending.partnerName()));
            rows.add(List.of("purpose", agreement.purpose()));
            rows.add(
                    List.of("legal basis", LegalBasis.of(agreement.legalBasis()).title()));
            rows.add(List.of("in force until", lastDay(ending.ended()) + " (" + ending.why() + ")"));
            rows.add(List.of("destruction demanded", ending.demanded() == null ? "" : day(ending.demanded())));
            rows.add(List.of("due", DAY.format(ending.destruction())));
            rows.add(List.of(
                    "attested",
                    ending.attested() == null
                            ? ""
                            : day(ending.attested()) + ", noted by " + ending.by() + ": " + ending.how()));
            rows.add(List.of(
                    "destroyed at the hub",
                    ending.shredded() == null
                            ? "not yet"
                            : day(ending.shredded())
                                    + ": packages, rosters' snapshots, the partner's ids of children, raw files read for it only, and the key under which"
                                    + " backups hold them"));
            sheet.table(List.of("what", "as recorded"), rows);
            sheet.text(7, "Revision of the agreement: " + agreement.revision());
            sheet.text(14, "What was received");
            sheet.table(List.of("of", "what"), received(told));
            if (!ending.remains().isEmpty()) {
                sheet.text(14, "What this does not cover");
                for (String remain : ending.remains()) {
                    sheet.text(11, remain);
                }
                sheet.text(
                        11,
                        aside.isEmpty()
                                ? "On the day of this paper no folder that a restoration set aside before the destruction is there."
                                : "On the day of this paper these folders that restorations set aside are there still:");
                for (String folder : aside) {
                    sheet.text(7, folder);
                }
            }
            sheet.text(14, "To check it");
            // What is typed or compared stands on a line of its own: none of it may be hyphenated.
            sheet.text(
                    11,
                    "The ledger of disclosures then had " + Count.of(head.entries(), "entry", "entries")
                            + ". This command tells whether it still has them, unchanged:");
            sheet.text(7, "susten:ledger verify --anchor " + head.entries() + ":" + head.hash());
            sheet.text(
                    11,
                    "This paper is signed by the hub: a program that shows PDF says whether it was changed since. The SHA-256 of the"
                            + " hub's certificate is");
            sheet.text(7, signer.fingerprint());
            sheet.text(11, "Ask the hub's steward, not this paper, whether it is theirs.");
            sheet.save(pdf, signer, "Certificate of destruction, agreement " + ending.agreement(), now);
        }
    }
}
