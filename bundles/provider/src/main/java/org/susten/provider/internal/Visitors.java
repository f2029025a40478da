// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.files.Secrets;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Passes;
import org.susten.governance.Passes.Pass;

/**
 * Who comes to the partners' door: a partner by its own credential, or one of its people by a pass. What a person may open is asked anew
 * for every request; a partner's own credential opens all that is the partner's. Safe for any thread.
 */
final class Visitors {

    private static final Logger log = LoggerFactory.getLogger(Visitors.class);

    private final Clients clients;
    private final Passes passes;
    private final Clock clock;

    Visitors(Secrets secrets, Passes passes, Clock clock) {
        this.clients = new Clients(secrets, partner -> Optional.of("partner-" + partner));
        this.passes = passes;
        this.clock = clock;
    }

    /** Who has shown to be the client. */
    Optional<Visitor> admitted(String client, String secret) {
        return personal(client)
                ? passes.admitted(client, secret).map(Visitors::of)
                : Optional.of(new Visitor(client, Optional.empty())).filter(v -> clients.admits(client, secret));
    }

    /** Who the client is, where its credential is not void. */
    Optional<Visitor> known(String client) {
        if (personal(client)) {
            return passes.find(client).map(Visitors::of);
        }
        Optional<char[]> secret = clients.secret(client);
        secret.ifPresent(chars -> Arrays.fill(chars, '\0'));
        return secret.map(there -> new Visitor(client, Optional.empty()));
    }

    /** Tells one credential of a client from another. A pass has another id with each secret. */
    String fingerprint(String client) {
        return personal(client) ? client : clients.fingerprint(client);
    }

    private static boolean personal(String client) {
        return client.indexOf('.') >= 0;
    }

    private static Visitor of(Pass pass) {
        return new Visitor(pass.partner(), Optional.of(pass));
    }

    /** Why somebody may not come in, for them to read; empty where they may. */
    Optional<String> refusal(Visitor visitor) {
        return visitor.pass().flatMap(pass -> refusal(pass, passes.mayComeIn(pass, clock.instant())));
    }

    /** Why somebody may not open what a feed tells; empty where they may. */
    Optional<String> refusal(Visitor visitor, String feed) {
        return visitor.pass().flatMap(pass -> refusal(pass, passes.mayOpen(pass, feed, clock.instant())));
    }

    private static Optional<String> refusal(Pass pass, Decision decision) {
        if (decision.permitted()) {
            return Optional.empty();
        }
        log.info("pass {} opens nothing here: {}", pass.id(), decision.clause());
        return Optional.of("your pass " + pass.id() + " does not open this now: " + decision.clause() + ": "
                + decision.reason() + ". The hub's steward can say more");
    }

    /** Whether a feed is for somebody's eyes; said without a word where it is not. */
    boolean opens(Visitor visitor, String feed) {
        Instant now = clock.instant();
        return visitor.pass()
                .map(pass -> passes.mayOpen(pass, feed, now).permitted())
                .orElse(true);
    }

    /** What a person does goes on record before it is done; what a partner's program does is on record with what it is done to. */
    void note(Visitor visitor, String deed, String subject) {
        visitor.pass().ifPresent(pass -> passes.note(pass, deed, subject, clock.instant()));
    }
}
