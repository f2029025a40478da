// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.FeaturesService.Option;
import org.osgi.framework.BundleContext;

/** Each connector of the hub is a feature that Karaf holds ready; nothing is refreshed by turning one on or off. */
final class KarafHeld implements Held {

    private static final EnumSet<Option> WITHOUT_REFRESH = EnumSet.of(Option.NoAutoRefreshBundles);

    private final BundleContext framework;
    private final FeaturesService features;
    private final OwnFeatures own;

    KarafHeld(BundleContext framework, FeaturesService features) {
        this.framework = framework;
        this.features = features;
        this.own = new OwnFeatures(framework, features);
    }

    @Override
    public Map<String, String> titles() {
        Map<String, String> titles = new TreeMap<>();
        all().forEach((name, feature) -> titles.put(name, feature.getDescription()));
        return titles;
    }

    @Override
    public Set<String> running() {
        return those(features::isInstalled);
    }

    @Override
    public Set<String> required() {
        return those(features::isRequired);
    }

    private Set<String> those(Predicate<Feature> which) {
        Set<String> names = new TreeSet<>();
        all().forEach((name, feature) -> {
            if (which.test(feature)) {
                names.add(name);
            }
        });
        return names;
    }

    @Override
    public void turn(Set<String> names, boolean on) throws FailedException {
        Set<String> ids = new TreeSet<>();
        all().forEach((name, feature) -> {
            if (names.contains(name)) {
                ids.add(feature.getId());
            }
        });
        Untouched running = Untouched.now(framework);
        try {
            if (on) {
                features.installFeatures(ids, WITHOUT_REFRESH);
            } else {
                features.uninstallFeatures(ids, WITHOUT_REFRESH);
            }
        } catch (Exception e) {
            // Karaf says no more than that
            throw new FailedException(String.valueOf(e.getMessage()), e);
        } finally {
            running.check(String.join(", ", names));
        }
    }

    private Map<String, Feature> all() {
        Map<String, Feature> all = new TreeMap<>();
        own.all().forEach((name, feature) -> all.put(name.substring(OwnFeatures.PREFIX.length()), feature));
        return all;
    }
}
