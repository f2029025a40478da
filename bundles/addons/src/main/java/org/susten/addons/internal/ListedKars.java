// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.addons.AddonException;
import org.susten.addons.Addons;
import org.susten.files.Durable;

/**
 * KAR files that {@code etc/connectors.list} names: each is installed with the checks of {@code ./susten install}, again where the file
 * is another one, and removed when no line names it any more. One thread at a time.
 */
final class ListedKars {

    private static final Logger log = LoggerFactory.getLogger(ListedKars.class);
    private static final String END = ".kar";

    private final Path etc;
    private final Addons addons;
    private final Trials trials;

    /** Add-ons that a line brought, by name, with the line: those go with their line. */
    private final Path memory;

    /** What each line's file looked like when it was last tried. */
    private final Map<String, String> seen = new LinkedHashMap<>();

    ListedKars(Path etc, Addons addons, Trials trials) {
        this.etc = etc;
        this.addons = addons;
        this.trials = trials;
        this.memory = etc.resolveSibling("addons").resolve("listed.properties");
    }

    /** Whether a line names a file, and not a connector of the hub. */
    static boolean isKar(String line) {
        return line.endsWith(END);
    }

    /** The line's file name; under it the trial of it is known. */
    static String name(String line) {
        return line.substring(line.lastIndexOf('/') + 1);
    }

    /** What the add-on is called. */
    static String addon(String line) {
        return name(line).substring(0, name(line).length() - END.length());
    }

    /** The file that a line names, from {@code etc} on. */
    Path file(String line) {
        try {
            return etc.resolve(line).normalize();
        } catch (InvalidPathException e) {
            throw new AddonException(AddonException.Kind.FILE, "that is no name of a file", e);
        }
    }

    /** Whether a file is another one than when it was last tried. */
    boolean changed(Collection<String> lines) {
        return lines.stream().filter(ListedKars::isKar).anyMatch(line -> !look(line)
                .equals(seen.get(line)));
    }

    /** What the lines name is installed, as far as it can be, and what they named before is not. */
    void settle(Collection<String> lines) throws IOException {
        Map<String, String> wanted = new LinkedHashMap<>();
        lines.stream().filter(ListedKars::isKar).forEach(line -> wanted.putIfAbsent(addon(line), line));
        seen.keySet().retainAll(wanted.values());
        Properties brought = brought();
        for (Map.Entry<String, String> each : wanted.entrySet()) {
            if (install(each.getValue())) {
                brought.setProperty(each.getKey(), each.getValue());
                keep(brought);
            }
        }
        for (String former : new TreeSet<>(brought.stringPropertyNames())) {
            if (!wanted.containsKey(former)) {
                remove(former);
                brought.remove(former);
                keep(brought);
            }
        }
    }

    /** Whether the add-on is there now. */
    private boolean install(String line) {
        String look = look(line);
        boolean other = !look.equals(seen.get(line));
        if (!other && !(trials.failing(name(line)) && trials.due(name(line)))) {
            return !trials.failing(name(line));
        }
        seen.put(line, look);
        try {
            Path file = file(line);
            boolean there = addons.all().stream().anyMatch(addon -> addon.name().equals(addon(line)));
            // a file that has gone since takes nothing with it: what it brought lies in addons
            if (Files.isRegularFile(file) ? !same(line, file) : !there) {
                addons.install(file, false);
            }
            trials.forget(Set.of(name(line)));
            return true;
        } catch (IOException e) {
            return failed(line, "it cannot be read: give it to the hub's user");
        } catch (AddonException e) {
            return failed(line, String.valueOf(e.getMessage()));
        }
    }

    private boolean same(String line, Path file) throws IOException {
        String sha256 = Folder.sha256(file);
        return addons.all().stream()
                .anyMatch(addon ->
                        addon.name().equals(addon(line)) && addon.sha256().equals(sha256) && addon.running());
    }

    private boolean failed(String line, String why) {
        if (trials.failed(name(line), line + " of etc/connectors.list is not installed: " + why)) {
            log.warn("{} of etc/connectors.list is not installed: {}", line, why);
        }
        return false;
    }

    private void remove(String addon) {
        try {
            addons.remove(addon);
            log.info("add-on {} removed, for no line of etc/connectors.list names it any more", addon);
        } catch (AddonException e) {
            if (e.kind() != AddonException.Kind.UNKNOWN) {
                throw e;
            }
            // removed by hand, or another file took its place
        }
    }

    private String look(String line) {
        try {
            Path file = file(line);
            return Files.exists(file) ? Files.size(file) + " " + Files.getLastModifiedTime(file) : "";
        } catch (IOException | AddonException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private Properties brought() throws IOException {
        Properties brought = new Properties();
        if (Files.exists(memory)) {
            try (InputStream in = Files.newInputStream(memory)) {
                brought.load(in);
            }
        }
        return brought;
    }

    private void keep(Properties brought) throws IOException {
        if (brought.equals(brought())) {
            return;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        brought.store(text, "add-ons that a line of etc/connectors.list brought, and which");
        Durable.createFolders(memory.resolveSibling(""));
        Durable.write(memory, text.toByteArray());
    }
}
