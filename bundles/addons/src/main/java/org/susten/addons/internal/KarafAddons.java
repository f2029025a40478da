// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.apache.karaf.features.BootFinished;
import org.apache.karaf.features.FeaturesService;
import org.apache.karaf.features.FeaturesService.Option;
import org.osgi.framework.BundleContext;
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
    private final Folder folder;
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
        Path etc = files.etc().toAbsolutePath().normalize();
        this.signatures = new Signatures(etc.resolve("trust"), Clock.systemUTC());
        this.folder = Folder.at(etc.resolveSibling("addons"));
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

    @Override
    public synchronized Addon install(Path kar) {
        var matcher = FILE.matcher(String.valueOf(kar.getFileName()));
        if (!matcher.matches() || !Files.isRegularFile(kar)) {
            throw new AddonException(
                    AddonException.Kind.FILE, "there is no file " + kar + " whose name is plain and ends with .kar");
        }
        String name = matcher.group(1);
        if (folder.has(name)) {
            throw new AddonException(
                    AddonException.Kind.CONFLICT, "add-on " + name + " is there already: susten:remove " + name);
        }
        try {
            unpack(kar, name);
            start(name);
            Addon addon = addon(name);
            log.info("add-on {} installed, signed by {}", name, addon.signer().isEmpty() ? "nobody" : addon.signer());
            return addon;
        } catch (IOException e) {
            throw failed(name, "installed", e);
        }
    }

    /** From here on only our own copy is looked at, so that nobody exchanges it between check and use. */
    private void unpack(Path kar, String name) throws IOException {
        Path begun = folder.begin();
        try {
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
            Newcomers newcomers = new Newcomers(framework);
            for (Path bundle : file.bundles()) {
                newcomers.check(bundle);
            }
            String sha256 = Folder.sha256(copy);
            Files.delete(copy);
            folder.finish(begun, name, signer, sha256);
        } finally {
            folder.delete(begun);
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
        try {
            features.addRepository(file.path().toUri(), false);
            features.installFeatures(file.features(), WITHOUT_REFRESH);
        } catch (Exception e) {
            withdraw(file);
            folder.delete(folder.of(name));
            throw failed(name, "installed", e);
        }
        running.check(name);
    }

    @Override
    public synchronized void remove(String name) {
        if (!FILE.matcher(name + ".kar").matches() || !folder.has(name)) {
            throw new AddonException(AddonException.Kind.UNKNOWN, "there is no such add-on; susten:addons lists them");
        }
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
        return new Addon(
                name,
                facts.getProperty("signer", ""),
                facts.getProperty("sha256", ""),
                Instant.parse(facts.getProperty("installed", Instant.EPOCH.toString())),
                List.copyOf(file.features()),
                file.features().stream().allMatch(this::isInstalled));
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
