// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.susten.corrections.Corrections.Item;
import org.susten.governance.Agreement;
import org.susten.model.words.Count;

/** A notice as the partner gets it: {@code corrections.csv} for its programs, {@code notice.txt} for its people. */
final class NoticeFiles {

    private NoticeFiles() {}

    /** @param over whether the feed will deliver no more, so that nothing comes to correct by */
    static Map<String, byte[]> of(
            long number, String feed, Agreement agreement, LocalDate due, boolean over, List<Item> items) {
        return Map.of(
                "corrections.csv",
                csv(number, feed, items).getBytes(StandardCharsets.UTF_8),
                "notice.txt",
                words(number, feed, agreement, due, over, items).getBytes(StandardCharsets.UTF_8));
    }

    private static String csv(long number, String feed, List<Item> items) {
        StringWriter text = new StringWriter();
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord("notice", "feed", "id", "action", "reason");
            items.forEach(
                    item -> csv.writeRecord(Long.toString(number), feed, item.id(), item.action(), item.reason()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static String words(
            long number, String feed, Agreement agreement, LocalDate due, boolean over, List<Item> items) {
        long delete = items.stream().filter(i -> i.action().equals("delete")).count();
        StringBuilder words = new StringBuilder();
        words.append("Correction notice ")
                .append(number)
                .append(" to ")
                .append(agreement.partner().name())
                .append("\nFeed ")
                .append(feed)
                .append(", agreement ")
                .append(agreement.id())
                .append("\n\n");
        if (delete > 0) {
            words.append(
                    """
                    corrections.csv names %s with the action delete. You may no longer hold what the feed told you under
                    %s: delete it wherever you have it, and have those delete it whom you gave it on to.

                    """
                            .formatted(Count.of(delete, "id", "ids"), them(delete)));
        }
        long correct = items.size() - delete;
        if (correct > 0) {
            words.append(
                    """
                    corrections.csv names %s with the action correct. What you were told under %s was wrong or about more
                    than one child: %s.

                    """
                            .formatted(
                                    Count.of(correct, "id", "ids"),
                                    them(correct),
                                    over
                                            ? "the feed has ended and cannot tell it anew, so delete it"
                                            : "put what the feed says now in the place of all you have under "
                                                    + them(correct)));
        }
        words.append(
                """
                Please say by %s that you have: POST /partner/v1/corrections/%d/acknowledgement on the hub, or a letter or
                e-mail to its steward that names notice %d.
                """
                        .formatted(due, number, number));
        return words.toString();
    }

    private static String them(long ids) {
        return ids == 1 ? "it" : "them";
    }
}
