// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.susten.db.Background;
import org.susten.db.Chore;

/** Has every chore done for as long as somebody provides it. Safe for any thread. */
@Component(
        service = {},
        immediate = true)
public final class Chores {

    private final Clock clock;
    private final Map<Chore, Background> running = new ConcurrentHashMap<>();

    /** By the clock of the machine. */
    @Activate
    public Chores() {
        this(Clock.systemUTC());
    }

    Chores(Clock clock) {
        this.clock = clock;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void add(Chore chore) {
        running.put(
                chore, Background.of(chore.what(), chore.first(), chore.pause(), () -> chore.look(clock.instant())));
    }

    void remove(Chore chore) {
        Background done = running.remove(chore);
        if (done != null) {
            done.close();
        }
    }
}
