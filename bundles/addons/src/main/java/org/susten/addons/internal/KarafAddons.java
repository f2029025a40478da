// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.FeaturesService.Option;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.addons.AddonException;
import org.susten.addons.Addons;
import org.susten.addons.Badge;
import org.susten.addons.Permissions;
import org.susten.files.OperatorFiles;

/** Add-ons by Karaf's features, never refreshing. After Karaf's own memory was cleared, installs again what lies in the folder. */
@Component(name = "org.susten.addons", service = Addons.class, immediate = true)
@Designate(ocd = KarafAddons.Config.class)
public final class KarafAddons implements Addons {

    private static final Logger log = LoggerFactory.getLogger(KarafAddons.class);
    private static final Pattern FILE = Pattern.compile("([A-Za-z0-9][A-Za-z0-9._-]{0,99})\\.kar");
    private static final EnumSet<Option> WITHOUT_REFRESH = EnumSet.of(Option.NoAutoRefreshBundles);

    /** Keys of {@code etc/org.susten.addons.cfg}. */
    @ObjectClassDefinition(name = "Susten add-ons")
    @interface Config {
        /** Whether unsigned add-ons are taken. */
        @AttributeDefinition(description = "Take add-ons that nobody signed; for developing one")
        boolean allowUnsigned() default false;
    }

    private final BundleContext framework;
    private final boolean allowUnsigned;
    private final FeaturesService features;
    private final Signatures signatures;
    private final OwnFeatures own;
    private final Folder folder;
    private final Versions versions;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    /** Add-ons of this hub, once Karaf has booted. */
    @Activate
    public KarafAddons(
            BundleContext framework,
            Config config,
            @Reference FeaturesService features,
            @Reference BootFinished booted,
            @Reference OperatorFiles files)
            throws IOException {
        this.framework = framework;
        this.allowUnsigned = config.allowUnsigned();
        this.features = features;
        this.own = new OwnFeatures(framework, features);
        Path etc = files.etc().toAbsolutePath().normalize();
        this.signatures = new Signatures(etc.resolve("trust"), Clock.systemUTC());
        this.folder = Folder.at(etc.resolveSibling("addons"));
        this.versions = new Versions(etc.resolveSibling("addons").resolve("versions.properties"));
        thread.execute(this::restore);
    }

    @Deactivate
    void stop() {
        thread.shutdownNow();
    }

    @Override
    public synchronized List<Addon> all() {
        try {
            List<Addon> addons = new ArrayList<>();
            for (String name : folder.names()) {
                addons.add(addon(name));
            }
            return addons;
        } catch (IOException e) {
            throw new UncheckedIOException("addons cannot be listed", e);
        }
    }

    private static String name(Path kar) {
        var matcher = FILE.matcher(String.valueOf(kar.getFileName()));
        if (!matcher.matches() || !Files.isRegularFile(kar)) {
            throw new AddonException(
                    AddonException.Kind.FILE, "there is no file " + kar + " whose name is plain and ends with .kar");
        }
        return matcher.group(1);
    }

    @Override
    public synchronized Offer check(Path kar) {
        String name = name(kar);
        Path begun = null;
        try {
            begun = folder.begin();
            return unpack(kar, begun, name, false);
        } catch (IOException e) {
            throw failed(name, "checked", e);
        } finally {
            if (begun != null) {
                folder.delete(begun);
            }
        }
    }

    @Override
    public synchronized Permissions permissions(String name) {
        refuseUnknown(name);
        try {
            return BundleScan.of(FeatureFile.in(folder.of(name)).bundles());
        } catch (IOException e) {
            throw failed(name, "read", e);
        }
    }

    @Override
    public synchronized Addon install(Path kar, boolean downgrade) {
        String name = name(kar);
        Path begun = null;
        try {
            begun = folder.begin();
            Offer offer = unpack(kar, begun, name, downgrade);
            settle(begun, offer);
            versions.remember(bundles(name));
            Addon addon = addon(name);
            log.info(
                    "add-on {} installed, signed by {}; its code reaches for {}",
                    name,
                    addon.signer().isEmpty() ? "nobody" : addon.signer(),
                    offer.permissions().powers());
            return addon;
        } catch (IOException e) {
            throw failed(name, "installed", e);
        } finally {
            if (begun != null) {
                folder.delete(begun);
            }
        }
    }

    /** From here on only our own copy is looked at, so that nobody exchanges it between check and use. */
    private Offer unpack(Path kar, Path begun, String name, boolean downgrade) throws IOException {
        Path copy = Files.copy(kar, begun.resolve(".kar"));
        String signer;
        try (KarFile opened = KarFile.open(copy)) {
            signer = signatures.signer(opened).orElse("");
            if (signer.isEmpty() && !allowUnsigned) {
                throw Signatures.untrusted(
                        "nobody signed it; ask its author for a signed one (allowUnsigned in etc/org.susten.addons.cfg is for developing)");
            }
            opened.extract(begun);
        }
        FeatureFile file = FeatureFile.in(begun);
        checkNeeds(file);
        own.check(file.features());
        Map<String, Version> coming = Versions.of(file.bundles());
        String replaces = predecessor(name, signer, coming.keySet());
        if (!downgrade) {
            versions.refuseOlder(coming);
        }
        Set<String> leaving = new TreeSet<>(own.bundles(own.replacedBy(file.features())));
        if (!replaces.isEmpty()) {
            leaving.addAll(bundles(replaces).keySet());
        }
        Newcomers newcomers = new Newcomers(framework, leaving);
        for (Path bundle : file.bundles()) {
            newcomers.check(bundle);
        }
        Permissions permissions = BundleScan.ofComing(file.bundles());
        String sha256 = Folder.sha256(copy);
        Files.delete(copy);
        Badge badge = BadgeFiles.in(begun, signer);
        return new Offer(name, signer, sha256, replaces, permissions, badge);
    }

    private Map<String, Version> bundles(String name) throws IOException {
        return Versions.of(FeatureFile.in(folder.of(name)).bundles());
    }

    /** The add-on whose place this one takes: of that name, or with one of its bundles; empty where there is none. */
    private String predecessor(String name, String signer, Set<String> coming) throws IOException {
        Set<String> found = new TreeSet<>();
        for (String each : folder.names()) {
            if (each.equals(name) || !Collections.disjoint(bundles(each).keySet(), coming)) {
                found.add(each);
            }
        }
        if (found.size() > 1) {
            throw new AddonException(
                    AddonException.Kind.CONFLICT,
                    "it would take the place of several add-ons, " + String.join(", ", found)
                            + ": susten:remove those that it replaces");
        }
        for (String each : found) {
            String before = folder.facts(each).getProperty("signer", "");
            if (!before.equals(signer)) {
                throw new AddonException(
                        AddonException.Kind.UNTRUSTED,
                        "add-on " + each + " is signed by " + (before.isEmpty() ? "nobody" : before) + ", this one by "
                                + (signer.isEmpty() ? "nobody" : signer) + ": susten:remove " + each
                                + " first, if another author is meant");
            }
        }
        return found.isEmpty() ? "" : found.iterator().next();
    }

    /** Puts it in its place and starts it; where that fails the one that was there before is there again. */
    private void settle(Path begun, Offer offer) throws IOException {
        String former = offer.replaces();
        if (former.isEmpty()) {
            folder.finish(begun, offer);
            startOrDelete(offer.name());
            return;
        }
        Untouched running = Untouched.now(framework);
        withdraw(FeatureFile.in(folder.of(former)));
        folder.aside(former);
        try {
            folder.finish(begun, offer);
            startOrDelete(offer.name());
        } catch (IOException | AddonException e) {
            folder.back(former);
            start(former);
            throw e;
        }
        folder.forget(former);
        running.check(offer.name());
    }

    private void startOrDelete(String name) throws IOException {
        try {
            start(name);
        } catch (IOException | AddonException e) {
            folder.delete(folder.of(name));
            throw e;
        }
    }

    private void checkNeeds(FeatureFile file) {
        for (String need : file.needs()) {
            try {
                if (features.getFeature(need) == null || !features.isInstalled(features.getFeature(need))) {
                    throw new AddonException(
                            AddonException.Kind.CONFLICT,
                            "this KAR needs feature " + need + ", which this hub has not installed");
                }
            } catch (AddonException e) {
                throw e;
            } catch (Exception e) {
                throw failed(need, "looked up", e);
            }
        }
    }

    private void start(String name) throws IOException {
        FeatureFile file = FeatureFile.in(folder.of(name));
        Untouched running = Untouched.now(framework);
        Set<String> former = new TreeSet<>();
        try {
            for (Feature feature : own.replacedBy(file.features())) {
                if (features.isRequired(feature)) {
                    former.add(feature.getId());
                }
            }
            if (!former.isEmpty()) {
                features.uninstallFeatures(former, WITHOUT_REFRESH);
            }
            features.addRepository(file.path().toUri(), false);
            features.installFeatures(file.features(), WITHOUT_REFRESH);
        } catch (Exception e) {
            withdraw(file);
            bringBack(former);
            throw failed(name, "installed", e);
        }
        running.check(name);
    }

    /** The hub's own connector is on again where the newer one does not start. */
    private void bringBack(Set<String> former) {
        try {
            if (!former.isEmpty()) {
                features.installFeatures(former, WITHOUT_REFRESH);
            }
        } catch (Exception e) {
            log.error("{} of this hub cannot be turned on again; tried again by itself", former, e);
        }
    }

    @Override
    public synchronized void remove(String name) {
        refuseUnknown(name);
        try {
            Untouched running = Untouched.now(framework);
            withdraw(FeatureFile.in(folder.of(name)));
            folder.delete(folder.of(name));
            running.check(name);
            log.info("add-on {} removed", name);
        } catch (IOException e) {
            throw failed(name, "removed", e);
        }
    }

    private void refuseUnknown(String name) {
        if (!FILE.matcher(name + ".kar").matches() || !folder.has(name)) {
            throw new AddonException(AddonException.Kind.UNKNOWN, "there is no such add-on; susten:addons lists them");
        }
    }

    private void withdraw(FeatureFile file) {
        try {
            for (String feature : file.features()) {
                String[] parts = feature.split("/");
                var known = features.getFeature(parts[0], parts[1]);
                if (known != null && features.isRequired(known)) {
                    features.uninstallFeature(parts[0], parts[1], WITHOUT_REFRESH);
                }
            }
            features.removeRepository(file.path().toUri());
        } catch (Exception e) {
            throw failed(String.join(", ", file.features()), "removed", e);
        }
    }

    private synchronized void restore() {
        try {
            for (String name : folder.names()) {
                FeatureFile file = FeatureFile.in(folder.of(name));
                if (own.asNewAs(file.features())) {
                    withdraw(file);
                    folder.delete(folder.of(name));
                    log.info("add-on {} removed: this hub came with the same connector, and not an older one", name);
                    continue;
                }
                versions.atLeast(Versions.of(file.bundles()));
                if (!addon(name).running()) {
                    start(name);
                    log.info("add-on {} installed again", name);
                }
            }
        } catch (IOException | AddonException e) {
            log.error("an add-on cannot be installed again: {}", e.getMessage());
        }
    }

    private Addon addon(String name) throws IOException {
        Properties facts = folder.facts(name);
        FeatureFile file = FeatureFile.in(folder.of(name));
        String signer = facts.getProperty("signer", "");
        return new Addon(
                name,
                signer,
                facts.getProperty("sha256", ""),
                Instant.parse(facts.getProperty("installed", Instant.EPOCH.toString())),
                List.copyOf(file.features()),
                file.features().stream().allMatch(this::isInstalled),
                BadgeFiles.in(folder.of(name), signer));
    }

    private boolean isInstalled(String feature) {
        try {
            String[] parts = feature.split("/");
            var known = features.getFeature(parts[0], parts[1]);
            return known != null && features.isInstalled(known);
        } catch (Exception e) {
            throw failed(feature, "looked up", e);
        }
    }

    private static AddonException failed(String name, String what, Exception cause) {
        return new AddonException(
                AddonException.Kind.FAILED,
                "add-on " + name + " cannot be " + what + ": " + cause.getMessage() + "; the log says more",
                cause);
    }
}
