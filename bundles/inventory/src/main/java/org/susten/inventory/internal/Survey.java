// SPDX-License-Identifier: Apache-2.0
package org.susten.inventory.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.susten.engine.Connections;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Elements;
import org.susten.inventory.Inventory.Collected;
import org.susten.inventory.Inventory.Ecosystem;
import org.susten.inventory.Inventory.Exchange;
import org.susten.inventory.Inventory.Flow;
import org.susten.inventory.Inventory.Holding;
import org.susten.inventory.Inventory.Source;
import org.susten.inventory.Inventory.State;
import org.susten.spi.Catalogue;

/** Looks at connections, agreements and what operators declared, once. */
final class Survey {

    private final Connections connections;
    private final Agreements agreements;
    private final Declared declared;
    private final Instant now;

    Survey(Connections connections, Agreements agreements, Declared declared, Instant now) {
        this.connections = connections;
        this.agreements = agreements;
        this.declared = declared;
        this.now = now;
    }

    Ecosystem ecosystem() {
        List<Source> systems = systems();
        return new Ecosystem(systems, flows(systems), elements(systems), partners(systems));
    }

    private List<Source> systems() {
        List<Source> systems = new ArrayList<>();
        for (Connections.Connection connection : connections.all()) {
            Catalogue catalogue = connection.catalogue();
            systems.add(new Source(
                    connection.name(),
                    connection.name() + " (" + catalogue.title() + ")",
                    owner(connection.name()),
                    catalogue.sector().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    State.CONNECTED,
                    catalogue.streams().stream().map(Survey::holding).toList(),
                    ""));
        }
        for (Connections.Disabled disabled : connections.disabled()) {
            systems.add(new Source(
                    disabled.name(),
                    disabled.name() + " (" + disabled.connector() + ")",
                    owner(disabled.name()),
                    "",
                    State.DISABLED,
                    List.of(),
                    disabled.reason()));
        }
        systems.sort(Comparator.comparing(Source::id));
        systems.addAll(declared.systems());
        return systems;
    }

    private String owner(String connection) {
        return declared.owners().getOrDefault(connection, "");
    }

    /** Fields that fill nothing of the model, such as a key of the source's own, are no element. */
    private static Holding holding(Catalogue.Stream stream) {
        return new Holding(
                stream.name(),
                stream.fields().stream()
                        .map(Catalogue.Field::target)
                        .filter(target -> Elements.find(target).isPresent())
                        .distinct()
                        .toList());
    }

    private List<Flow> flows(List<Source> systems) {
        List<Flow> flows = new ArrayList<>();
        for (Agreement agreement : agreements.all()) {
            List<String> elements = granted(agreement);
            List<String> from = systems.stream()
                    .filter(system -> system.state() == State.CONNECTED)
                    .filter(system -> elements.stream().anyMatch(held(system)::contains))
                    .map(Source::id)
                    .toList();
            for (Agreement.Feed feed : agreement.feeds()) {
                Agreements.Decision decision = agreements.mayRun(feed.id(), now);
                flows.add(new Flow(
                        agreement.id(),
                        feed.id(),
                        feed.product(),
                        agreement.partner().id(),
                        decision.permitted(),
                        decision.clause(),
                        elements,
                        from));
            }
        }
        return flows;
    }

    private static List<String> granted(Agreement agreement) {
        List<String> elements = new ArrayList<>();
        agreement
                .fields()
                .forEach((entity, components) ->
                        components.forEach(component -> elements.add(entity + '.' + component)));
        return elements;
    }

    private static Set<String> held(Source system) {
        Set<String> held = new LinkedHashSet<>();
        system.holds().forEach(holding -> held.addAll(holding.elements()));
        return held;
    }

    private List<Collected> elements(List<Source> systems) {
        Map<Source, Set<String>> held = new LinkedHashMap<>();
        systems.forEach(system -> held.put(system, held(system)));
        Map<String, Set<String>> granted = new TreeMap<>();
        agreements.all().forEach(agreement -> granted(agreement)
                .forEach(element -> granted.computeIfAbsent(element, e -> new LinkedHashSet<>())
                        .add(agreement.id())));
        List<Collected> elements = new ArrayList<>();
        Elements.entities().values().stream()
                .flatMap(components -> components.values().stream())
                // How a source numbers its records is asked of nobody.
                .filter(info -> !info.name().endsWith(".id"))
                .forEach(info -> {
                    Predicate<Source> holds =
                            system -> held.getOrDefault(system, Set.of()).contains(info.name());
                    elements.add(new Collected(
                            info.name(),
                            info.ceds(),
                            info.sensitivity().name().toLowerCase(Locale.ROOT),
                            ids(systems, holds),
                            ids(systems, holds.and(system -> system.state() == State.CONNECTED)),
                            List.copyOf(granted.getOrDefault(info.name(), Set.of()))));
                });
        return elements;
    }

    private static List<String> ids(List<Source> systems, Predicate<Source> which) {
        return systems.stream().filter(which).map(Source::id).toList();
    }

    private List<Exchange> partners(List<Source> systems) {
        Map<String, List<Agreement>> byPartner = new TreeMap<>();
        agreements.all().forEach(agreement -> byPartner
                .computeIfAbsent(agreement.partner().id(), id -> new ArrayList<>())
                .add(agreement));
        List<Exchange> partners = new ArrayList<>();
        byPartner.forEach((id, theirs) -> {
            Set<String> own = new LinkedHashSet<>();
            theirs.forEach(agreement -> {
                if (agreement.partner().connection() != null) {
                    own.add(agreement.partner().connection());
                }
            });
            partners.add(new Exchange(
                    id,
                    theirs.get(0).partner().name(),
                    systems.stream()
                            .filter(system -> own.contains(system.id()))
                            .flatMap(system ->
                                    system.holds().stream().map(holding -> system.id() + ": " + holding.stream()))
                            .toList(),
                    theirs.stream()
                            .map(agreement -> agreement.terms().reciprocity())
                            .filter(Objects::nonNull)
                            .distinct()
                            .toList(),
                    theirs.stream()
                            .flatMap(agreement -> agreement.feeds().stream())
                            .map(feed -> feed.id() + ": " + feed.product())
                            .toList()));
        });
        return partners;
    }
}
