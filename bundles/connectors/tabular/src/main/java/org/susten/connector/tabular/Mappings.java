// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.connector.tabular.mapping.Crosswalk;
import org.susten.connector.tabular.mapping.Mapping;
import org.susten.connector.tabular.mapping.MappingCompiler;
import org.susten.files.FileProblemException;
import org.susten.files.YamlFile;
import org.susten.kit.RowMappings;

/**
 * The mappings, golden rows and crosswalks in force. They need each other, so each is tried with the others that are in force
 * and, where that fails, with those that were refused for want of it: files that only work together come into force together,
 * in whatever order they are saved. Guarded by its own lock; followers are told outside it.
 */
@Component(service = {Mappings.class, RowMappings.class})
public final class Mappings implements RowMappings {

    private static final Logger log = LoggerFactory.getLogger(Mappings.class);

    /** Told, once at the beginning and then whenever it changes, what a mapping is. */
    interface Follower {
        /** The mapping is in force, or is in force with another content. */
        void inForce(Source source);

        /** The mapping is not in force. */
        void absent(String why);
    }

    /**
     * A mapping with the crosswalks it was tried with.
     *
     * @param file what it says
     * @param crosswalks by name
     */
    record Source(YamlFile file, Map<String, Crosswalk> crosswalks) {

        Mapping compile(String site) throws FileProblemException {
            return compile(TabularConnector.ID, site);
        }

        Mapping compile(String system, String site) throws FileProblemException {
            return MappingCompiler.compile(file, system, site, crosswalks::get);
        }
    }

    /** One state of all files; mutable, under the lock. */
    private static final class Files {
        final Map<String, YamlFile> mappings = new TreeMap<>();
        final Map<String, Golden> goldens = new HashMap<>();
        final Map<String, Crosswalk> crosswalks = new HashMap<>();

        /** These, with the others where they have something. */
        Files with(Files others) {
            Files both = new Files();
            both.mappings.putAll(mappings);
            both.mappings.putAll(others.mappings);
            both.goldens.putAll(goldens);
            both.goldens.putAll(others.goldens);
            both.crosswalks.putAll(crosswalks);
            both.crosswalks.putAll(others.crosswalks);
            return both;
        }

        Mapping tried(String name, YamlFile file) throws FileProblemException {
            Mapping mapping = MappingCompiler.compile(file, Golden.site(), crosswalks::get);
            Golden golden = goldens.get(name);
            if (golden != null) {
                check(name, golden, mapping);
            }
            return mapping;
        }

        /** The file at fault is another one here, so the problems say where their lines are. */
        private static void check(String name, Golden golden, Mapping mapping) throws FileProblemException {
            try {
                golden.check(mapping);
            } catch (FileProblemException e) {
                throw new FileProblemException(e.problems().stream()
                        .map(problem -> new FileProblemException.Problem(
                                0,
                                "line " + problem.line() + " of " + name + ".golden.yaml: " + problem.what(),
                                problem.fix()))
                        .toList());
            }
        }
    }

    private final Files inForce = new Files();
    private final Files refused = new Files();
    private final Map<String, List<Follower>> followers = new HashMap<>();

    /** Nothing is in force yet. */
    @Activate
    public Mappings() {}

    /** The mappings in force. */
    synchronized List<String> names() {
        return List.copyOf(inForce.mappings.keySet());
    }

    @Override
    public Following follow(String name, String system, String site, RowMappings.Follower follower) {
        Lent lent = new Lent(system, site, follower);
        follow(name, lent);
        return () -> leave(name, lent);
    }

    /** Follows the mapping of that name until {@link #leave}. */
    void follow(String name, Follower follower) {
        synchronized (this) {
            followers.computeIfAbsent(name, n -> new ArrayList<>()).add(follower);
        }
        tell(name, List.of(follower));
    }

    synchronized void leave(String name, Follower follower) {
        List<Follower> all = followers.get(name);
        if (all != null) {
            all.remove(follower);
        }
    }

    /** Tries a mapping; puts it in force where asked to. Returns what it declares. */
    Mapping mapping(String name, YamlFile file, boolean keep) throws FileProblemException {
        Mapping mapping;
        synchronized (this) {
            mapping = tryMapping(name, file, keep);
            if (keep) {
                inForce.mappings.put(name, file);
                refused.mappings.remove(name);
            }
        }
        if (keep) {
            tell(name, followersOf(name));
        }
        return mapping;
    }

    private Mapping tryMapping(String name, YamlFile file, boolean keep) throws FileProblemException {
        try {
            return inForce.tried(name, file);
        } catch (FileProblemException e) {
            try {
                return inForce.with(refused).tried(name, file);
            } catch (FileProblemException again) {
                if (keep) {
                    refused.mappings.put(name, file);
                }
                throw e;
            }
        }
    }

    /** Tries golden rows on the mapping they stand beside; puts them in force where asked to. */
    synchronized void golden(String name, Golden golden, boolean keep) throws FileProblemException {
        YamlFile now = inForce.mappings.get(name);
        YamlFile next = refused.mappings.get(name);
        if (now != null) {
            try {
                golden.check(MappingCompiler.compile(now, Golden.site(), inForce.crosswalks::get));
            } catch (FileProblemException e) {
                Map<String, Crosswalk> crosswalks = inForce.with(refused).crosswalks;
                try {
                    golden.check(MappingCompiler.compile(next == null ? now : next, Golden.site(), crosswalks::get));
                } catch (FileProblemException again) {
                    if (keep) {
                        refused.goldens.put(name, golden);
                    }
                    throw e;
                }
            }
        }
        if (keep) {
            inForce.goldens.put(name, golden);
            refused.goldens.remove(name);
        }
    }

    /** Tries a crosswalk with every mapping that uses it; puts it in force where asked to. Returns those mappings' names. */
    List<String> crosswalk(Crosswalk crosswalk, boolean keep) throws FileProblemException {
        List<String> users;
        synchronized (this) {
            Files next = new Files();
            next.crosswalks.put(crosswalk.name(), crosswalk);
            users = users(crosswalk.name());
            try {
                tryAll(users, inForce.with(next));
            } catch (FileProblemException e) {
                try {
                    tryAll(users, inForce.with(refused).with(next));
                } catch (FileProblemException again) {
                    if (keep) {
                        refused.crosswalks.put(crosswalk.name(), crosswalk);
                    }
                    throw e;
                }
            }
            if (keep) {
                inForce.crosswalks.put(crosswalk.name(), crosswalk);
                refused.crosswalks.remove(crosswalk.name());
            }
        }
        if (keep) {
            users.forEach(name -> tell(name, followersOf(name)));
        }
        return users;
    }

    private static void tryAll(List<String> names, Files files) throws FileProblemException {
        for (String name : names) {
            try {
                files.tried(name, Objects.requireNonNull(files.mappings.get(name)));
            } catch (FileProblemException e) {
                FileProblemException.Problem first = e.problems().get(0);
                throw new FileProblemException(
                        0,
                        "mapping " + name + " does not work with it: " + first.what(),
                        "correct the crosswalk, or save the changed mapping or golden rows too");
            }
        }
    }

    /** Names of the mappings in force that use a crosswalk. */
    private List<String> users(String crosswalk) {
        List<String> users = new ArrayList<>();
        inForce.mappings.forEach((name, file) -> {
            try {
                Mapping mapping = MappingCompiler.compile(file, Golden.site(), inForce.crosswalks::get);
                if (mapping.crosswalks().contains(crosswalk)) {
                    users.add(name);
                }
            } catch (FileProblemException e) {
                // Its crosswalk went: this may be the one that makes it work again.
                users.add(name);
            }
        });
        return users;
    }

    void withdrawMapping(String name) {
        synchronized (this) {
            inForce.mappings.remove(name);
            refused.mappings.remove(name);
        }
        tell(name, followersOf(name));
    }

    synchronized void withdrawGolden(String name) {
        inForce.goldens.remove(name);
        refused.goldens.remove(name);
    }

    void withdrawCrosswalk(String crosswalk) {
        List<String> users;
        synchronized (this) {
            users = users(crosswalk);
            inForce.crosswalks.remove(crosswalk);
            refused.crosswalks.remove(crosswalk);
        }
        users.forEach(name -> tell(name, followersOf(name)));
    }

    private synchronized List<Follower> followersOf(String name) {
        return List.copyOf(followers.getOrDefault(name, List.of()));
    }

    private synchronized @Nullable Source source(String name) {
        YamlFile file = inForce.mappings.get(name);
        return file == null ? null : new Source(file, Map.copyOf(inForce.crosswalks));
    }

    private void tell(String name, List<Follower> followers) {
        Source source = source(name);
        if (source == null) {
            followers.forEach(follower -> follower.absent("etc/mappings/" + name + ".yaml is not in force"));
            return;
        }
        try {
            source.compile(Golden.site());
        } catch (FileProblemException e) {
            log.warn("mapping {} is out of force: {}", name, e.getMessage());
            followers.forEach(follower -> follower.absent("mapping " + name + ": " + e.getMessage()));
            return;
        }
        followers.forEach(follower -> follower.inForce(source));
    }
}
