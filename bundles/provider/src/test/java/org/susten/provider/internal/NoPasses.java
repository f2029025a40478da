// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Passes;

/** Nobody has a pass. */
final class NoPasses implements Passes {

    @Override
    public Optional<Issued> issue(String partner, String holder, String who) {
        return Optional.empty();
    }

    @Override
    public Optional<Pass> revoke(String id, String who) {
        return Optional.empty();
    }

    @Override
    public List<Pass> all() {
        return List.of();
    }

    @Override
    public Optional<Pass> find(String id) {
        return Optional.empty();
    }

    @Override
    public Optional<Pass> admitted(String id, String secret) {
        return Optional.empty();
    }

    @Override
    public Decision mayComeIn(Pass pass, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Decision mayOpen(Pass pass, String feed, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void note(Pass pass, String deed, String subject, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Use> uses(String of, int limit) {
        return List.of();
    }
}
