// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.nio.file.Path;
import java.util.Set;

/** Folders on this machine that files come from and go to: below the hub's base unless absolute, never the hub's own. */
public record Folders(Path base) {
    private static final Set<String> OWN = Set.of("etc", "store", "system", "lib", "bin", "data", "deploy");
    /** Below the hub's own, but meant for what comes and goes. */
    private static final Set<String> MAIL = Set.of("store/inbox", "store/outbox");

    /** The folder, absolute. */
    public Path resolve(Address address) {
        Path home = base.toAbsolutePath().normalize();
        Path folder = home.resolve(address.path()).normalize();
        boolean own = home.startsWith(folder) || (in(folder, OWN) && !in(folder, MAIL));
        if (own) {
            throw TransportException.settings(
                    "the folder of " + address + " is the hub's own", "name another, for example file:inbox/name");
        }
        return folder;
    }

    private boolean in(Path folder, Set<String> below) {
        Path home = base.toAbsolutePath().normalize();
        return below.stream().anyMatch(b -> folder.startsWith(home.resolve(b)));
    }
}
