// SPDX-License-Identifier: Apache-2.0
package org.susten.inventory;

import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What the ecosystem is now: derived from connections, agreements and {@code etc/inventory.yaml}. Safe for any thread. */
@ProviderType
public interface Inventory {

    /** All of it at this instant. */
    Ecosystem now(Instant now);

    /**
     * Whose system brings records under this name and site, in words for people who know neither: {@code Riverside School District
     * (OneRoster)}. Where nobody has said whose it is, by the connection's name; where no connection brings them any more, by the site.
     */
    String inWords(String system, String site);

    /**
     * All of it.
     *
     * @param systems connected ones, then declared ones, by name
     * @param flows what leaves the hub, by agreement and feed
     * @param elements of the common model, in its order, but for the ids of its records
     * @param partners by name
     */
    record Ecosystem(List<Source> systems, List<Flow> flows, List<Collected> elements, List<Exchange> partners) {

        /** Keeps its own copies. */
        public Ecosystem {
            systems = List.copyOf(systems);
            flows = List.copyOf(flows);
            elements = List.copyOf(elements);
            partners = List.copyOf(partners);
        }

        /** Elements that more than one system collects. */
        public List<Collected> severalTimes() {
            return elements.stream().filter(e -> e.by().size() > 1).toList();
        }

        /** Elements that an agreement grants and no connected system collects. */
        public List<Collected> wanting() {
            return elements.stream()
                    .filter(e -> e.connectedBy().isEmpty() && !e.grantedBy().isEmpty())
                    .toList();
        }

        /** Elements that nobody collects. */
        public List<Collected> byNobody() {
            return elements.stream().filter(e -> e.by().isEmpty()).toList();
        }
    }

    /** How a system stands to the hub. */
    enum State {
        /** A connection reads it. */
        CONNECTED,
        /** It has a connection that cannot run. */
        DISABLED,
        /** An operator has said that it is there. */
        DECLARED
    }

    /**
     * A system.
     *
     * @param id name of its connection, or its id in the file
     * @param title what it is called
     * @param owner whose it is; empty where nobody has said so
     * @param kind sector or kind, for people
     * @param holds what it collects
     * @param note what an operator says of it, for example with whom it shares today; or why it is disabled
     */
    record Source(String id, String title, String owner, String kind, State state, List<Holding> holds, String note) {

        /** Keeps its own copy. */
        public Source {
            holds = List.copyOf(holds);
        }

        /** Names of its streams that fill something of the common model. */
        public List<String> streams() {
            return holds.stream()
                    .filter(holding -> !holding.elements().isEmpty())
                    .map(Holding::stream)
                    .toList();
        }
    }

    /**
     * One stream of a system.
     *
     * @param elements of the common model, for example {@code Attendance.day}
     */
    record Holding(String stream, List<String> elements) {

        /** Keeps its own copy. */
        public Holding {
            elements = List.copyOf(elements);
        }
    }

    /**
     * What a partner receives by one feed.
     *
     * @param open whether it may leave now
     * @param clause which clause says so
     * @param elements granted by its agreement
     * @param from ids of connected systems that collect one of them
     */
    record Flow(
            String agreement,
            String feed,
            String dataset,
            String partner,
            boolean open,
            String clause,
            List<String> elements,
            List<String> from) {

        /** Keeps its own copies. */
        public Flow {
            elements = List.copyOf(elements);
            from = List.copyOf(from);
        }
    }

    /**
     * An element of the common model.
     *
     * @param ceds global id of the CEDS element, or empty
     * @param by ids of systems that collect it
     * @param connectedBy those of them that are connected
     * @param grantedBy agreements that grant it
     */
    record Collected(
            String element,
            String ceds,
            String sensitivity,
            List<String> by,
            List<String> connectedBy,
            List<String> grantedBy) {

        /** Keeps its own copies. */
        public Collected {
            by = List.copyOf(by);
            connectedBy = List.copyOf(connectedBy);
            grantedBy = List.copyOf(grantedBy);
        }
    }

    /**
     * What a partner gives and gets.
     *
     * @param gives streams that its connection brings; none where it has no connection
     * @param undertaken what its agreements say that it gives back
     * @param gets its feeds
     */
    record Exchange(String partner, String name, List<String> gives, List<String> undertaken, List<String> gets) {

        /** Keeps its own copies. */
        public Exchange {
            gives = List.copyOf(gives);
            undertaken = List.copyOf(undertaken);
            gets = List.copyOf(gets);
        }
    }
}
