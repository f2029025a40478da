// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.susten.store.Stage;

/**
 * The streams that a run covered completely: there, absence means closed.
 *
 * @param whole streams covered for every organization
 * @param parts streams covered for some organizations only, with their keys
 */
record Scope(Set<Integer> whole, Map<Integer, Part> parts) {

    /** A part of a connection. */
    record Part(String system, String site, Set<String> organizations) {}

    static Scope of(List<Stage.Coverage> coverage, Streams streams) {
        Set<Integer> whole = new LinkedHashSet<>();
        Map<Integer, Part> parts = new LinkedHashMap<>();
        for (Stage.Coverage each : coverage) {
            int stream = streams.of(each.system(), each.site(), each.stream()).number();
            if (each.complete() && each.organizations().isEmpty()) {
                whole.add(stream);
            } else if (each.complete()) {
                parts.put(stream, new Part(each.system(), each.site(), each.organizations()));
            }
        }
        return new Scope(whole, parts);
    }

    boolean nothing() {
        return whole.isEmpty() && parts.isEmpty();
    }
}
