// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Chore;
import org.susten.engine.Alerts;
import org.susten.governance.Agreements;
import org.susten.requests.Requests;
import org.susten.requests.Requests.Request;

/** Opens an alert some days before a parent's request is due, tells once more when it is late, and closes it when it is answered. */
@Component
public final class DueKeeper implements Chore {

    private static final String SUBJECT = "request:";
    /** Enough to print a record or to remind a source, and not so many that nobody looks. */
    private static final int NEAR_DAYS = 10;

    private final Requests requests;
    private final Agreements agreements;
    private final Alerts alerts;

    @Activate
    public DueKeeper(@Reference Requests requests, @Reference Agreements agreements, @Reference Alerts alerts) {
        this.requests = requests;
        this.agreements = agreements;
        this.alerts = alerts;
    }

    @Override
    public String what() {
        return "looking for parents' requests that are due";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(5);
    }

    @Override
    public void look(Instant now) {
        LocalDate today = agreements.day(now);
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
