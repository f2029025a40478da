// SPDX-License-Identifier: Apache-2.0
package org.susten.paper.testing;

import java.io.InputStream;
import java.time.Instant;
import org.susten.paper.Signer;

/** For tests of what stands on a paper: what it makes is no signature; this bundle's own test proves those that are. */
public final class OwnMark implements Signer {

    @Override
    public byte[] sign(InputStream content, Instant at) {
        return new byte[] {0x30, 0};
    }

    @Override
    public String certificate() {
        return "-----BEGIN CERTIFICATE-----";
    }

    @Override
    public String fingerprint() {
        return "AA:BB";
    }
}
