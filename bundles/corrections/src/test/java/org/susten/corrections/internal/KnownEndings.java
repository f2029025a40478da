// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.susten.endings.Endings;

/** Endings that a test says there are. */
final class KnownEndings implements Endings {

    final List<Ending> all = new ArrayList<>();

    @Override
    public List<Ending> list() {
        return List.copyOf(all);
    }

    @Override
    public Optional<Ending> find(String agreement) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Ending> attest(String agreement, String how, String who) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Ending> shred(String agreement, String who) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean printDemand(String agreement, OutputStream pdf) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean printCertificate(String agreement, OutputStream pdf) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String signedBy() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int look() {
        throw new UnsupportedOperationException();
    }
}
