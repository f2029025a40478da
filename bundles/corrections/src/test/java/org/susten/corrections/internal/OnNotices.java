// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.Postgres;
import org.susten.endings.Endings.Ending;
import org.susten.engine.Alerts;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.internal.JdbcAlerts;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.internal.Community;
import org.susten.feeds.internal.Hub;
import org.susten.model.ConsentKind;
import org.susten.model.ConsentRecord;

/** Tests of corrections: a hub whose partner was told of four children, and nothing to correct. */
abstract class OnNotices {

    static final Instant ENDED = Instant.parse("2027-08-01T12:00:00Z");

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    final List<Ending> endings = new ArrayList<>();
    Alerts alerts;
    Hub hub;
    JdbcCorrections corrections;

    @BeforeEach
    void a_partner_that_was_told_of_four_children() {
        told(Hub.agreement());
    }

    final void told(Hub.Draft agreement) {
        hub = new Hub(postgres.database(), folder);
        hub.community.settle();
        alerts = new JdbcAlerts(new EngineDatabase(hub.database));
        corrections = new JdbcCorrections(
                hub.database, hub.agreements, hub.archive, hub.deliveries, alerts, () -> endings, hub.clock);
        hub.sql(
                "truncate corrections.notice, corrections.item, corrections.looked, corrections.amendment restart identity");
        hub.save(agreement);
        hub.deliver();
        assertThat(corrections.look()).isZero();
    }

    final Delivery packed() {
        return hub.deliveries.format(
                hub.deliveries.open("bridges-feed").orElseThrow().id());
    }

    static ConsentRecord refusal() {
        return said(ConsentKind.REFUSAL, null);
    }

    static ConsentRecord said(ConsentKind kind, LocalDate begin) {
        return Community.said("f1", Community.users("users", "u1"), kind, null, begin, null);
    }
}
