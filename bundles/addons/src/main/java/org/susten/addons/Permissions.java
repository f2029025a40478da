// SPDX-License-Identifier: Apache-2.0
package org.susten.addons;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.susten.model.Sensitivity;

/**
 * What an add-on can do, as its bundles say: found by reading their code, without running any of it. It is told, not enforced: what
 * is installed runs with all rights of the hub.
 *
 * @param bundles versions of its bundles, by name
 * @param connectors connectors it brings, by the names in their connections' files
 * @param powers what its code reaches for
 * @param others packages it uses beyond those that connectors are made with
 * @param data what it can give the hub, by entity
 * @param mappings mapping files that it brings; what these fill is not in {@code data}
 * @param settings keys that its connections' files may have
 */
public record Permissions(
        SortedMap<String, String> bundles,
        List<String> connectors,
        Set<Power> powers,
        List<String> others,
        List<Data> data,
        List<String> mappings,
        List<String> settings) {

    /**
     * One kind of data.
     *
     * @param entity its name in the common model
     * @param elements those its code fills, with how carefully each is to be handled
     */
    public record Data(String entity, Map<String, Sensitivity> elements) {}

    /** What code can reach for; the first three go through the hub, which bounds them. */
    public enum Power {
        /** The files of a reading. */
        ARRIVALS("reads the files that arrive for its connections, and no others, through the hub"),
        /** The kit's HTTP client. */
        HOSTS(
                "asks hosts over HTTP through the hub, with secrets that its connections' files name; the hub goes nowhere but to the addresses and hosts in those files"),
        /** Secrets by name. */
        SECRETS("asks the hub for secrets in etc/secrets by the names in its connections' files"),
        /** The kit's SOAP clients, or JDBC. */
        SERVERS("asks SOAP services or databases, at the addresses in its connections' files as its author says"),
        /** Sockets of its own. */
        NETWORK("opens network connections of its own: the hub does not know to which hosts"),
        /** Files of its own. */
        FILES("reads or writes files of its own: the hub does not know which"),
        /** Other programs, native code. */
        PROGRAMS("starts programs, or loads code that is not Java"),
        /** Reflection, class loaders, packages on demand. */
        HIDDEN("looks up code by its name while it runs: what is told here may not be all"),
        /** Services of the framework. */
        SERVICES("asks for services of the hub by itself: it can reach whatever the hub can");

        private final String words;

        Power(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }
}
