// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.susten.addons.AddonException;
import org.susten.addons.Addons;
import org.susten.addons.Badge;
import org.susten.addons.Permissions;
import org.susten.engine.Alerts;

/** What a hub has around its connectors: some that lie ready, add-ons, alerts and a clock that is set. */
final class PlayedHub extends Clock implements Held, Addons, Alerts {

    private static final Badge NONE = new Badge(List.of(), "it was built without its tests");

    final Set<String> on = new TreeSet<>();
    /** Those that do not start. */
    final Set<String> broken = new HashSet<>();

    final List<String> tried = new ArrayList<>();
    final Map<String, Addon> installed = new TreeMap<>();
    /** Why no KAR is taken; empty where each is. */
    String refusal = "";

    final Map<String, String> open = new TreeMap<>();
    final List<String> told = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-27T12:00:00Z");

    void later(Duration wait) {
        now = now.plus(wait);
    }

    @Override
    public Map<String, String> titles() {
        return new TreeMap<>(Map.of("clever", "Clever", "eto", "ETO", "sif", "SIF"));
    }

    @Override
    public Set<String> running() {
        return Set.copyOf(on);
    }

    @Override
    public Set<String> required() {
        return Set.copyOf(on);
    }

    @Override
    public void turn(Set<String> names, boolean turnOn) throws FailedException {
        tried.add((turnOn ? "+" : "-") + String.join("+", new TreeSet<>(names)));
        if (turnOn && names.stream().anyMatch(broken::contains)) {
            throw new FailedException("a package is missing", new IOException("played"));
        }
        if (turnOn) {
            on.addAll(names);
        } else {
            on.removeAll(names);
        }
    }

    @Override
    public List<Addon> all() {
        return List.copyOf(installed.values());
    }

    @Override
    public Addon install(Path kar, boolean downgrade) {
        check(kar);
        String name = String.valueOf(kar.getFileName()).replace(".kar", "");
        tried.add("install " + name);
        try {
            installed.put(
                    name, new Addon(name, "CN=played", Folder.sha256(kar), now, List.of(name + "/1.0.0"), true, NONE));
            return installed.get(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Offer check(Path kar) {
        if (!refusal.isEmpty()) {
            throw new AddonException(AddonException.Kind.UNTRUSTED, refusal);
        }
        if (!java.nio.file.Files.exists(kar)) {
            throw new AddonException(AddonException.Kind.FILE, "there is no file " + kar.getFileName());
        }
        return new Offer(String.valueOf(kar.getFileName()), "CN=played", "", "", permissions(""), NONE);
    }

    @Override
    public Permissions permissions(String name) {
        return new Permissions(new TreeMap<>(), List.of(), Set.of(), List.of(), List.of(), List.of(), List.of());
    }

    @Override
    public void remove(String name) {
        if (installed.remove(name) == null) {
            throw new AddonException(AddonException.Kind.UNKNOWN, "there is no such add-on");
        }
    }

    @Override
    public void open(String subject, String message) {
        open.put(subject, message);
        told.add(subject);
    }

    @Override
    public void close(String subject) {
        open.remove(subject);
    }

    @Override
    public List<Alert> open() {
        return open.entrySet().stream()
                .map(e -> new Alert(1, e.getKey(), e.getValue(), now, Optional.empty(), 1))
                .toList();
    }

    @Override
    public List<Alert> latest(int limit) {
        return open();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return now;
    }
}
