// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.sql.Connection;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Sources;

/** One agreement, always in force. */
public final class ToyAgreements implements Agreements {

    /** Whose pseudonyms were made anew, and by whom. */
    public final List<String> renewed = new ArrayList<>();

    @Override
    public List<Agreement> all() {
        return List.of(ToyHub.agreement());
    }

    @Override
    public Optional<Agreement> find(String id) {
        return all().stream().filter(a -> a.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Agreement.Feed> feed(String id) {
        return Optional.of(ToyHub.feed()).filter(f -> f.id().equals(id));
    }

    @Override
    public Decision mayRun(String feed, Instant now) {
        return new Decision(true, "riverside-clubs", "in force");
    }

    @Override
    public Admission admit(Connection transaction, String feed, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void decide(Connection transaction, String feed, Instant now, String persons) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Decision person(Connection transaction, String feed, long person, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Sources.Source> source(Connection transaction, String connection) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Decision field(String feed, String element) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String pseudonym(String partner, long person) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] pseudonymKey(String partner) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<String> renewPseudonyms(String partner, String who) {
        List<String> feeds = tellingOfChildren(partner);
        if (!feeds.isEmpty()) {
            renewed.add(partner + " by " + who);
        }
        return feeds;
    }

    @Override
    public ZoneId zone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Subscription subscribe(Runnable listener) {
        return () -> {};
    }
}
