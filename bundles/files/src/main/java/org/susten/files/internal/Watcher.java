// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.OperatorFiles;

/** Looks at {@code etc} once a second on a thread of its own, which alone calls the kinds. */
@Component(immediate = true)
public final class Watcher implements OperatorFiles {

    private static final Logger log = LoggerFactory.getLogger(Watcher.class);
    private static final long PERIOD = 1000;
    private static final int LOOKS_BETWEEN_DOUBTS = 10;

    /** In seconds: a file may wait for a database that is down, and stopping must not. */
    private static final long LONGEST_LOOK = 10;

    private final Places places;
    private final LastGood lastGood;
    private final Clock clock;
    private final ScheduledExecutorService thread;
    private final List<Kind> kinds = new CopyOnWriteArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private volatile List<State> states = List.of();
    private volatile Map<String, List<Problem>> doubts = Map.of();

    /** Files by kind and name; the watcher's thread only. */
    private final Map<Kind, Map<String, WatchedFile>> watched = new HashMap<>();

    /** Looks since the kinds were asked what they doubt; the watcher's thread only. */
    private int quietLooks;

    /** The secrets as they were at the last look, which never reads them; the watcher's thread only. */
    private Map<String, Optional<Look>> secrets = Map.of();

    /** Watches this hub's {@code etc}. */
    @Activate
    public Watcher(BundleContext context) {
        this(Places.of(context), Clock.systemUTC());
    }

    Watcher(Places places, Clock clock) {
        this.places = places;
        this.lastGood = new LastGood(places.store());
        this.clock = clock;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = Executors.defaultThreadFactory().newThread(task);
            made.setName("susten-files");
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(this::lookOrSayWhyNot, PERIOD, PERIOD, TimeUnit.MILLISECONDS);
    }

    /** Takes up a kind of file; its files are looked at straight away. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bindKind(FileKind kind) {
        kinds.add(Kind.of(kind));
        thread.execute(this::lookOrSayWhyNot);
    }

    /** Lets a kind go. Its last good files are kept for when it comes back. */
    public void unbindKind(FileKind kind) {
        kinds.removeIf(known -> known.service() == kind);
    }

    /** Stops looking, and lets a look under way end, so that no copy is kept half and no file changes after it. */
    @Deactivate
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LONGEST_LOOK, TimeUnit.SECONDS)) {
                log.warn("a look at etc still goes on; it ends with the hub");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<State> states() {
        return states;
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        for (Kind kind : kinds) {
            if (kind.understands(name)) {
                return kind.service().check(name, file);
            }
        }
        throw new FileProblemException(
                0,
                "the hub has no use for a file of that name",
                "check folder and name; is the bundle that reads it started?");
    }

    @Override
    public Path etc() {
        return places.etc();
    }

    private void lookOrSayWhyNot() {
        try {
            look();
        } catch (RuntimeException e) {
            log.error("looking at etc failed; trying again", e);
        }
    }

    /** Looks at everything once; the watcher's thread, or a test's. */
    void look() {
        watched.keySet().retainAll(kinds);
        boolean changed = false;
        // What lies in folders comes first: connections, in etc itself, need mappings and crosswalks.
        for (Kind kind : kinds.stream().sorted(Kind.FOLDERS_FIRST).toList()) {
            changed |= look(kind);
        }
        boolean quiet = !changed;
        // What was refused may have needed what has come since, or a secret that has.
        changed |= otherSecrets();
        while (changed) {
            changed = retry();
        }
        List<State> now = watched.values().stream()
                .flatMap(files -> files.values().stream())
                .map(WatchedFile::state)
                .sorted(Comparator.comparing(State::name))
                .toList();
        boolean other = !now.equals(states);
        states = now;
        if (other) {
            listeners.forEach(Watcher::tell);
        }
        quietLooks = quiet ? quietLooks + 1 : 0;
        if (quietLooks % LOOKS_BETWEEN_DOUBTS == 2) {
            doubt();
        }
    }

    private static void tell(Runnable listener) {
        try {
            listener.run();
        } catch (RuntimeException e) {
            log.error("telling of changed files failed", e);
        }
    }

    @Override
    public Subscription onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Asked in quiet moments: what a file names may come with the next one. */
    private void doubt() {
        Map<String, List<Problem>> found = new TreeMap<>();
        watched.values()
                .forEach(files -> files.forEach((name, file) -> {
                    List<Problem> problems = file.doubts();
                    if (!problems.isEmpty()) {
                        found.put(name, problems);
                    }
                }));
        kinds.forEach(kind -> unread(kind, found));
        doubts = Collections.unmodifiableMap(found);
    }

    /** Files that nobody reads, because their name ends otherwise or a folder is between: whoever saved one waits in vain. */
    private void unread(Kind kind, Map<String, List<Problem>> found) {
        Path folder = places.etc().resolve(kind.folder());
        try {
            for (String plainName : Listing.of(folder)) {
                kind.meant(plainName)
                        .filter(meant -> kinds.stream().noneMatch(other -> other.understands(kind.name(plainName))))
                        .ifPresent(meant -> nobodyReads(
                                kind.name(plainName),
                                new Problem(0, "nobody reads a file of that name", "rename it " + kind.name(meant)),
                                found));
            }
            for (Path inner : kind.folder().isEmpty() ? List.<Path>of() : Listing.below(folder)) {
                String plainName = String.valueOf(inner.getFileName());
                if (kind.matches(plainName)) {
                    nobodyReads(
                            kind.name(inner.toString()),
                            new Problem(
                                    0,
                                    "nobody reads a file in a folder of etc/" + kind.folder(),
                                    "move it to etc/" + kind.name(plainName) + ", or out of etc"),
                            found);
                }
            }
        } catch (IOException e) {
            log.warn("etc/{} cannot be listed: {}", kind.folder(), e.toString());
        }
    }

    private void nobodyReads(String name, Problem problem, Map<String, List<Problem>> found) {
        if (found.put(name, List.of(problem)) == null && !doubts.containsKey(name)) {
            log.warn("etc/{}: {}; {}", name, problem.what(), problem.fix());
        }
    }

    @Override
    public Map<String, List<Problem>> doubts() {
        return doubts;
    }

    /** Looks at folders whose kind came while other files were being looked at: what comes after may need what lies in them. */
    private boolean newcomers(Predicate<Kind> which) {
        boolean changed = false;
        for (Kind kind : kinds.stream().sorted(Kind.FOLDERS_FIRST).toList()) {
            if (!kind.folder().isEmpty() && !watched.containsKey(kind) && which.test(kind)) {
                changed |= look(kind);
            }
        }
        return changed;
    }

    private boolean look(Kind kind) {
        boolean first = !watched.containsKey(kind);
        Map<String, WatchedFile> files = watched.computeIfAbsent(kind, any -> new TreeMap<>());
        try {
            List<String> names = new ArrayList<>(Listing.of(places.etc().resolve(kind.folder())));
            if (first) {
                names.addAll(lastGood.names(kind.folder()));
            }
            for (String plainName : names) {
                if (kind.matches(plainName)) {
                    String name = kind.name(plainName);
                    files.computeIfAbsent(
                            name,
                            any -> new WatchedFile(
                                    kind.service(), name, places.etc().resolve(name), lastGood, clock));
                }
            }
        } catch (IOException e) {
            log.warn("etc/{} cannot be listed, what is in force stays: {}", kind.folder(), e.toString());
            return false;
        }
        boolean changed = false;
        for (Iterator<WatchedFile> each = files.values().iterator(); each.hasNext(); ) {
            // Not those whose turn comes after: mappings are not read between two crosswalks.
            changed |= newcomers(other -> Kind.FOLDERS_FIRST.compare(other, kind) < 0);
            WatchedFile.Change change = look(each.next());
            changed |= change != WatchedFile.Change.NONE;
            if (change == WatchedFile.Change.GONE) {
                each.remove();
            }
        }
        return changed;
    }

    private boolean otherSecrets() {
        Path folder = places.etc().resolve(FileSecrets.FOLDER);
        Map<String, Optional<Look>> now = new HashMap<>();
        try {
            for (String name : Listing.of(folder)) {
                now.put(name, Look.at(folder.resolve(name)));
            }
        } catch (IOException e) {
            log.warn("etc/{} cannot be listed: {}", FileSecrets.FOLDER, e.toString());
            return false;
        }
        boolean other = !now.equals(secrets);
        secrets = now;
        return other;
    }

    private boolean retry() {
        boolean changed = false;
        for (Map<String, WatchedFile> files : List.copyOf(watched.values())) {
            for (WatchedFile file : files.values()) {
                changed |= newcomers(any -> true);
                try {
                    changed |= file.retry() != WatchedFile.Change.NONE;
                } catch (IOException e) {
                    file.unreadable(e);
                }
            }
        }
        return changed;
    }

    private static WatchedFile.Change look(WatchedFile file) {
        try {
            return file.look();
        } catch (IOException e) {
            file.unreadable(e);
            return WatchedFile.Change.NONE;
        }
    }
}
