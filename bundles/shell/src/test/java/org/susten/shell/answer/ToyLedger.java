// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import org.susten.governance.Ledger;

/** A ledger of one entry. */
public final class ToyLedger implements Ledger {

    private final ToyHub hub;

    public ToyLedger(ToyHub hub) {
        this.hub = hub;
    }

    private final Entry entry = new Entry(
            2,
            ToyHub.NOON,
            17,
            "d1",
            "club-attendance",
            "riverside-clubs",
            "Lantern Club",
            "afterschool",
            "ferpa-99.30",
            List.of("Enrollment.grade"),
            List.of(),
            false);

    @Override
    public long append(Connection transaction, Disclosure disclosure, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long append(Connection transaction, Exceptional exception, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> fields(String agreement) {
        return entry.fields();
    }

    @Override
    public List<Entry> of(long person) {
        return person == entry.person() ? List.of(entry) : List.of();
    }

    @Override
    public List<Entry> latest(long before, int limit) {
        return List.of(entry);
    }

    @Override
    public long entries(String delivery) {
        return 1;
    }

    @Override
    public Head head() {
        return new Head(2, "abcd");
    }

    @Override
    public Verification verify(List<Head> anchors) {
        anchors.forEach(head -> hub.asked.add("verify " + head.entries() + " " + head.hash()));
        return hub.verification;
    }
}
