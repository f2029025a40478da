// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Background;
import org.susten.engine.Alerts;
import org.susten.governance.Agreements;
import org.susten.requests.Requests;
import org.susten.requests.Requests.Request;

/** Opens an alert some days before a parent's request is due, tells once more when it is late, and closes it when it is answered. */
@Component(
        service = {},
        immediate = true)
public final class DueKeeper {

    private static final String SUBJECT = "request:";
    /** Enough to print a record or to remind a source, and not so many that nobody looks. */
    private static final int NEAR_DAYS = 10;

    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final Requests requests;
    private final Agreements agreements;
    private final Alerts alerts;
    private final Clock clock;
    private final @Nullable Background looking;

    /** Looks every few minutes. */
    @Activate
    public DueKeeper(@Reference Requests requests, @Reference Agreements agreements, @Reference Alerts alerts) {
        this.requests = requests;
        this.agreements = agreements;
        this.alerts = alerts;
        this.clock = Clock.systemUTC();
        this.looking = Background.of("looking for parents' requests that are due", FIRST, PAUSE, this::look);
    }

    /** Looks only when told to. */
    DueKeeper(Requests requests, Agreements agreements, Alerts alerts, Clock clock) {
        this.requests = requests;
        this.agreements = agreements;
        this.alerts = alerts;
        this.clock = clock;
        this.looking = null;
    }

    @Deactivate
    void close() {
        if (looking != null) {
            looking.close();
        }
    }

    void look() {
        LocalDate today = agreements.day(clock.instant());
        alerts.settle(
                SUBJECT,
                requests.list(false).stream()
                        .filter(request -> !today.isBefore(request.due().minusDays(NEAR_DAYS)))
                        .collect(Collectors.toMap(
                                request -> SUBJECT + request.id(), request -> message(request, today))));
    }

    /** Neither the child nor who asks: an alert goes by mail. */
    private static String message(Request request, LocalDate today) {
        String what = request.kind() == Requests.Kind.INSPECTION
                ? "to see a child's record (34 CFR 99.10)"
                : "to have a child's record amended (34 CFR 99.20)";
        return "request " + request.id() + ' ' + what + (today.isAfter(request.due()) ? " was due on " : " is due on ")
                + request.due()
                + " and is not answered. Steward: susten:requests tells whose it is; end it with susten:answer "
                + request.id();
    }
}
