// SPDX-License-Identifier: Apache-2.0
package org.susten.inventory.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.engine.Connections;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.YamlFile;
import org.susten.governance.Agreements;
import org.susten.inventory.Inventory;
import org.susten.model.words.Count;

/** Looks anew each time it is asked; keeps nothing but what {@code etc/inventory.yaml} says. */
@Component(
        immediate = true,
        service = {Inventory.class, FileKind.class})
public final class LiveInventory implements Inventory, FileKind {

    private final Connections connections;
    private final Agreements agreements;
    /** Replaced whole by the one thread that hands files over. */
    private volatile Declared declared = Declared.NOTHING;

    /** Starts with nothing declared. */
    @Activate
    public LiveInventory(@Reference Connections connections, @Reference Agreements agreements) {
        this.connections = connections;
        this.agreements = agreements;
    }

    @Override
    public Ecosystem now(Instant now) {
        return new Survey(connections, agreements, declared, now).ecosystem();
    }

    @Override
    public String inWords(String system, String site) {
        Map<String, String> owners = declared.owners();
        List<Connections.Connection> found = connections.all().stream()
                .filter(connection -> connection.catalogue().id().equals(system)
                        && connection.site().equals(site))
                // Of several, one whose owner is known.
                .sorted(Comparator.comparing((Connections.Connection c) -> !owners.containsKey(c.name()))
                        .thenComparing(Connections.Connection::name))
                .toList();
        if (found.isEmpty()) {
            return words(site, system);
        }
        String first = found.get(0).name();
        return words(
                owners.getOrDefault(first, first),
                // Which of them a record came by is not on it.
                found.stream()
                        .map(connection -> connection.catalogue().title())
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(" or ")));
    }

    private static String words(String owner, String title) {
        return owner.equals(title) ? owner : owner + " (" + title + ")";
    }

    @Override
    public String folder() {
        return "";
    }

    @Override
    public String glob() {
        return "inventory.yaml";
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        declared = Declared.read(YamlFile.read(file));
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        Declared next = Declared.read(YamlFile.read(file));
        return next.equals(declared)
                ? "changes nothing"
                : "declares "
                        + Count.of(next.systems().size(), "system that is", "systems that are") + " not connected, and "
                        + Count.of(next.owners().size(), "owner", "owners");
    }

    @Override
    public void withdraw(String name) {
        declared = Declared.NOTHING;
    }
}
