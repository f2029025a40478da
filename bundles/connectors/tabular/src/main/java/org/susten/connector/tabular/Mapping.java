// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.susten.spi.Catalogue;

/**
 * A mapping, compiled for one site. Immutable; safe for any thread.
 *
 * @param catalogue what it declares
 * @param streams its streams by name, in the order in which they are read
 * @param crosswalks names of the crosswalks it uses
 */
record Mapping(Catalogue catalogue, Map<String, StreamPlan> streams, Set<String> crosswalks) {

    static Mapping of(Catalogue catalogue, List<StreamPlan> streams, Set<String> crosswalks) {
        Map<String, StreamPlan> byName = new LinkedHashMap<>();
        streams.forEach(stream -> byName.put(stream.declared().name(), stream));
        return new Mapping(catalogue, byName, Set.copyOf(crosswalks));
    }
}
