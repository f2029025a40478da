// SPDX-License-Identifier: Apache-2.0
package org.susten.views;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Passes;
import org.susten.governance.Passes.Pass;

/**
 * A pass of somebody at a partner, and whether it opens anything now.
 *
 * @param opens whether it does
 * @param state why, or why not, with the clause
 * @param used when something was done with it last
 */
public record PassView(
        String id,
        String partner,
        String holder,
        Instant issued,
        String issuedBy,
        Optional<Instant> used,
        boolean opens,
        String state) {

    /** All, newest first; void ones only where they are asked for. */
    public static List<PassView> all(Passes passes, boolean ended, Instant now) {
        return passes.all().stream()
                .filter(pass -> ended || pass.ended().isEmpty())
                .map(pass -> of(pass, passes, now))
                .toList();
    }

    /** The view of a pass. */
    public static PassView of(Pass pass, Passes passes, Instant now) {
        Decision decision = passes.mayComeIn(pass, now);
        boolean open = pass.ended().isEmpty();
        return new PassView(
                pass.id(),
                pass.partner(),
                pass.holder(),
                pass.issued(),
                pass.issuedBy(),
                pass.used(),
                open && decision.permitted(),
                open
                        ? decision.clause() + ": " + decision.reason()
                        : "void since " + pass.ended().orElseThrow() + ", by "
                                + pass.endedBy().orElse(""));
    }

    /** The id only. */
    @Override
    public String toString() {
        return "PassView[" + id + "]";
    }
}
