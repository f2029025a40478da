// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.util.List;
import java.util.stream.Stream;
import org.susten.engine.connection.Digests;
import org.susten.files.OperatorFiles;

/** How input is understood: the connection's settings, and every mapping and crosswalk in force. */
public final class Fingerprint {

    private Fingerprint() {}

    static String of(String settings, OperatorFiles files) {
        List<String> inForce = files.states().stream()
                .filter(file ->
                        file.name().startsWith("mappings/") || file.name().startsWith("crosswalks/"))
                .map(file -> file.name() + ' ' + file.inForce())
                .sorted()
                .toList();
        return Digests.of(Stream.concat(Stream.of(settings), inForce.stream()).toList());
    }
}
