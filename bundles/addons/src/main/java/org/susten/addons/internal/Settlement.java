// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.addons.Addons;

/** Turns on what is wanted, and off what is not. One thread at a time. */
final class Settlement {

    private static final Logger log = LoggerFactory.getLogger(Settlement.class);

    private final Held held;
    private final Addons addons;
    private final ConnectorList list;
    private final ListedKars kars;
    private final Trials trials;

    /** As it was when this was last settled. */
    private Set<String> replaced = Set.of();

    Settlement(Held held, Addons addons, ConnectorList list, ListedKars kars, Trials trials) {
        this.held = held;
        this.addons = addons;
        this.list = list;
        this.kars = kars;
        this.trials = trials;
    }

    /**
     * Settles.
     *
     * @param lines what the list wants; null where nobody has read it yet, so that nothing is turned off
     */
    void settle(@Nullable Map<Integer, String> lines) throws IOException {
        Map<Integer, String> inForce = lines == null && !list.exists() ? Map.of() : lines;
        Set<String> known = held.titles().keySet();
        Set<String> wanted = new TreeSet<>(list.needed().keySet());
        if (inForce != null) {
            wanted.addAll(inForce.values());
            kars.settle(inForce.values());
        }
        trials.keepOnly(files(wanted));
        wanted.retainAll(known);
        replaced = replaced();
        wanted.removeAll(replaced);
        Set<String> required = held.required();
        Set<String> coming = new TreeSet<>(wanted);
        coming.removeIf(name -> required.contains(name) && !trials.failing(name) || !trials.due(name));
        if (!coming.isEmpty()) {
            turnOn(coming);
        }
        Set<String> going = new TreeSet<>(required);
        going.removeAll(wanted);
        if (!going.isEmpty() && inForce != null) {
            turn(going, false);
        }
    }

    /** Connectors of the hub whose place an add-on has taken: it brings a feature of the same name. */
    Set<String> replaced() {
        Set<String> names = new TreeSet<>();
        for (Addons.Addon addon : addons.all()) {
            for (String feature : addon.features()) {
                String name = feature.replaceFirst("/.*", "");
                if (name.startsWith(OwnFeatures.PREFIX)) {
                    names.add(name.substring(OwnFeatures.PREFIX.length()));
                }
            }
        }
        return names;
    }

    /** Whether an add-on has taken or given back a connector's place since this was last settled. */
    boolean changed() {
        return !replaced.equals(replaced());
    }

    /** Under these names trials are known. */
    private static Set<String> files(Set<String> wanted) {
        Set<String> files = new TreeSet<>();
        wanted.forEach(each -> files.add(ListedKars.isKar(each) ? ListedKars.name(each) : each));
        return files;
    }

    /** All at once, which is faster; one by one where one of them keeps the others from starting. */
    private void turnOn(Set<String> coming) {
        if (coming.size() > 1 && coming.stream().noneMatch(trials::failing)) {
            try {
                held.turn(coming, true);
                log.info("connectors turned on: {}", String.join(", ", coming));
                return;
            } catch (Held.FailedException e) {
                log.debug("not all of {} start", coming, e);
            }
        }
        coming.forEach(name -> turn(Set.of(name), true));
    }

    private void turn(Set<String> some, boolean on) {
        String which = String.join(", ", some);
        try {
            held.turn(some, on);
            trials.forget(some);
            log.info("connectors turned {}: {}", on ? "on" : "off", which);
        } catch (Held.FailedException e) {
            String why = "connector " + which + " cannot be turned " + (on ? "on" : "off") + "; the hub's log says why";
            boolean first = false;
            for (String name : some) {
                first |= trials.failed(name, why);
            }
            if (first) {
                log.error("connectors cannot be turned {}: {}; tried again by itself", on ? "on" : "off", which, e);
            }
        }
    }
}
