// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.sql.Connection;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.susten.identity.People;

final class IdlePeople implements People {
    @Override
    public Outcome resolve(Connection transaction, long run, String relation) {
        return new Outcome(0, 0, 0, 0, 0);
    }

    @Override
    public void apply(Connection transaction, long run, long commit) {}

    @Override
    public void forget(long run) {}

    @Override
    public OptionalLong personOf(UUID row) {
        return OptionalLong.empty();
    }

    @Override
    public List<Review> reviews(long after, int limit) {
        return List.of();
    }

    @Override
    public long reviewCount() {
        return 0;
    }

    @Override
    public boolean decide(long review, boolean same, String who) {
        return false;
    }

    @Override
    public List<Event> history(long person) {
        return List.of();
    }

    @Override
    public List<UUID> rows(long person) {
        return List.of();
    }
}
