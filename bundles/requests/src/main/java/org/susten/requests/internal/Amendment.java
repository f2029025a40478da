// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.susten.paper.Sheet;
import org.susten.paper.Signer;
import org.susten.requests.Requests.Origin;
import org.susten.requests.Requests.Request;

/**
 * A request to amend on its way to a source of record. The child is named to it by its own numbers only, and no other source is, so that it
 * learns of the child nothing but what is asked.
 */
final class Amendment {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US);

    private Amendment() {}

    static void print(Request request, Origin to, LocalDate today, Signer signer, Instant now, OutputStream pdf)
            throws IOException {
        try (Sheet sheet = new Sheet("Request to amend a record", "request " + request.id() + ", confidential")) {
            sheet.text(18, "Request to amend a record");
            sheet.text(
                    11,
                    "To " + to.called() + ", on " + DAY.format(today)
                            + ". A parent or grown student asks that a record be amended which came to the hub from you"
                            + " (34 CFR 99.20). The hub takes over what its sources say and changes nothing itself: the decision is yours.");
            sheet.table(
                    List.of("what", "as it was written down"),
                    List.of(
                            List.of("your records of the child", String.join(", ", to.keys())),
                            List.of("what is wrong, and how it should be", request.wording()),
                            List.of("who asks", request.by()),
                            List.of("the request came on", DAY.format(request.received())),
                            List.of("please answer by", DAY.format(request.due()))));
            sheet.text(14, "If you amend it");
            sheet.text(
                    11,
                    "Correct it in your system: it comes with your next export, and the hub has everybody told who received what was"
                            + " wrong.");
            sheet.text(14, "If you do not");
            sheet.text(11, "Tell whoever asks, and of the right to a hearing (34 CFR 99.20(c), 99.21).");
            sheet.text(11, "Either way, say so to the hub's steward, naming request " + request.id() + ".");
            sheet.save(pdf, signer, "Request " + request.id() + " to amend a record", now);
        }
    }
}
