// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.karaf.features.BundleInfo;
import org.apache.karaf.features.Dependency;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.Repository;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.susten.addons.AddonException;

/** The features of connectors that came with the hub; a KAR with a newer one of them takes its place. */
final class OwnFeatures {

    static final String PREFIX = "susten-connector-";
    private static final String OURS = "mvn:org.susten/susten-features/";

    private final BundleContext framework;
    private final FeaturesService features;

    OwnFeatures(BundleContext framework, FeaturesService features) {
        this.framework = framework;
        this.features = features;
    }

    /** All, by the feature's name. */
    Map<String, Feature> all() {
        Map<String, Feature> all = new TreeMap<>();
        try {
            for (Repository repository : features.listRepositories()) {
                if (repository.getURI().toString().startsWith(OURS)) {
                    for (Feature feature : repository.getFeatures()) {
                        if (feature.getName().startsWith(PREFIX)) {
                            all.put(feature.getName(), feature);
                        }
                    }
                }
            }
            return all;
        } catch (Exception e) {
            throw new AddonException(AddonException.Kind.FAILED, "the hub's features cannot be listed", e);
        }
    }

    /** Of those features, {@code name/version}, the hub's own of the same names. */
    Set<Feature> replacedBy(Set<String> coming) {
        Map<String, Feature> own = all();
        Set<Feature> replaced = new HashSet<>();
        coming.forEach(feature -> {
            Feature same = own.get(feature.replaceFirst("/.*", ""));
            if (same != null) {
                replaced.add(same);
            }
        });
        return replaced;
    }

    /** Whether what the hub brings is as new as one of these features, {@code name/version}, or newer. */
    boolean asNewAs(Set<String> coming) {
        return asNew(coming, versions()).isPresent();
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        all().forEach((name, feature) -> versions.put(name, feature.getVersion()));
        return versions;
    }

    private static Optional<String> asNew(Set<String> coming, Map<String, String> own) {
        for (String feature : coming) {
            String name = feature.replaceFirst("/.*", "");
            String same = own.get(name);
            if (same != null && version(feature.replaceFirst(".*/", "")).compareTo(version(same)) <= 0) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** Refuses what is no newer than the hub's own, versions by name of the feature, and names that one: a KAR may bring more than it. */
    static void refuseOlder(Set<String> coming, Map<String, String> own) {
        asNew(coming, own).ifPresent(feature -> {
            String name = feature.substring(PREFIX.length());
            throw new AddonException(
                    AddonException.Kind.CONFLICT,
                    "connector " + name + " came with this hub, and not older than this KAR: ./susten install " + name
                            + " turns it on");
        });
    }

    /** Refuses what is no newer than what came with the hub, and what others that are on are built on. */
    void check(Set<String> coming) {
        refuseOlder(coming, versions());
        Set<String> names = new TreeSet<>();
        replacedBy(coming).forEach(feature -> names.add(feature.getName()));
        all().values().stream()
                .filter(features::isRequired)
                .filter(feature -> feature.getDependencies().stream()
                        .map(Dependency::getName)
                        .anyMatch(names::contains))
                .findFirst()
                .ifPresent(feature -> {
                    throw new AddonException(
                            AddonException.Kind.CONFLICT,
                            "connector " + feature.getName().substring(PREFIX.length())
                                    + " is on and built on that one: a newer one comes with a newer hub");
                });
    }

    /** Symbolic names of the bundles that leave with these features. */
    Set<String> bundles(Set<Feature> replaced) {
        Set<String> names = new TreeSet<>();
        for (Feature feature : replaced) {
            for (BundleInfo info : feature.getBundles()) {
                Bundle bundle = framework.getBundle(info.getLocation());
                if (bundle != null) {
                    names.add(bundle.getSymbolicName());
                }
            }
        }
        return names;
    }

    private static Version version(String text) {
        return Version.parseVersion(text.replaceFirst("-", "."));
    }
}
