// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.osgi.framework.namespace.PackageNamespace.PACKAGE_NAMESPACE;
import static org.osgi.framework.wiring.BundleWiring.LISTRESOURCES_LOCAL;
import static org.osgi.framework.wiring.BundleWiring.LISTRESOURCES_RECURSE;

import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.commons.ClassRemapper;
import net.bytebuddy.jar.asm.commons.Remapper;
import org.apache.karaf.features.Feature;
import org.apache.karaf.features.FeaturesService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.susten.engine.Connections;
import org.susten.engine.Run;
import org.susten.engine.Runs;

/** How the bundles of a hub hang together, asked where they do: inside the framework. */
@ExtendWith(FrameworkExtension.class)
class WiringIT {

    private static final String OURS = "org.susten.";
    private static final String CONNECTORS = "org.susten.connector.";
    /** What a connector may be built on. */
    private static final Set<String> FOUNDATION =
            Set.of("org.susten.spi", "org.susten.model", "org.susten.kit", "org.susten.files", "org.susten.edfi");

    private static final Pattern ANNOTATIONS = Pattern.compile("\\.(annotations?|propertytypes|recordbuilder)\\.");

    @Test
    void every_bundle_is_active() {
        assertThat(bundles(""))
                .hasSizeGreaterThan(100)
                .filteredOn(bundle -> bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null)
                .extracting(Bundle::getState)
                .containsOnly(Bundle.ACTIVE);
    }

    @Test
    void no_component_waits_for_a_service_that_nobody_has_and_none_has_failed() {
        ServiceComponentRuntime components = service(ServiceComponentRuntime.class);
        Collection<ComponentDescriptionDTO> ours =
                components.getComponentDescriptionDTOs(bundles(OURS).toArray(Bundle[]::new));
        assertThat(ours).hasSizeGreaterThan(50);
        assertThat(ours.stream()
                        .flatMap(component -> components.getComponentConfigurationDTOs(component).stream())
                        .filter(made -> made.state == ComponentConfigurationDTO.UNSATISFIED_REFERENCE
                                || made.state == ComponentConfigurationDTO.FAILED_ACTIVATION))
                .extracting(made -> made.description.name)
                .isEmpty();
    }

    @Test
    void each_of_our_packages_is_exported_once_and_none_that_is_internal() {
        Map<String, Set<String>> exporters = bundles(OURS)
                .flatMap(bundle -> bundle.adapt(BundleWiring.class).getCapabilities(PACKAGE_NAMESPACE).stream())
                .collect(groupingBy(
                        exported -> (String) exported.getAttributes().get(PACKAGE_NAMESPACE),
                        TreeMap::new,
                        mapping(exported -> exported.getRevision().getSymbolicName(), toSet())));
        assertThat(exporters).hasSizeGreaterThan(20);
        assertThat(exporters).allSatisfy((exported, by) -> assertThat(by).hasSize(1));
        assertThat(exporters.keySet()).noneMatch(exported -> exported.contains(".internal"));
    }

    @Test
    void every_class_that_our_code_names_can_be_loaded_where_the_code_is() throws Exception {
        Map<String, Set<String>> missing = new TreeMap<>();
        int read = 0;
        for (Bundle bundle : bundles(OURS).toList()) {
            for (String file : bundle.adapt(BundleWiring.class)
                    .listResources("org/susten", "*.class", LISTRESOURCES_RECURSE | LISTRESOURCES_LOCAL)) {
                read++;
                for (String name : named(bundle.getEntry(file))) {
                    try {
                        bundle.loadClass(name);
                    } catch (ClassNotFoundException e) {
                        missing.computeIfAbsent(name, n -> new TreeSet<>()).add(file);
                    }
                }
            }
        }
        assertThat(read).isGreaterThan(1_000);
        assertThat(missing).isEmpty();
    }

    @Test
    void every_connector_of_the_archive_comes_beside_the_others_and_is_wired_to_the_connectors_foundation_alone()
            throws Exception {
        FeaturesService features = service(FeaturesService.class);
        Set<String> shipped = Arrays.stream(features.listFeatures())
                .map(Feature::getName)
                .filter(name -> name.startsWith("susten-connector-"))
                .collect(toSet());
        Set<Bundle> before = bundles("").collect(toSet());
        Set<String> services = services(before);

        features.installFeatures(shipped, EnumSet.noneOf(FeaturesService.Option.class));

        assertThat(shipped).hasSizeGreaterThan(10);
        assertThat(bundles(CONNECTORS)).hasSameSizeAs(shipped);
        assertThat(services(before)).containsAll(services);
        Map<String, Set<String>> used =
                bundles(CONNECTORS).collect(toMap(Bundle::getSymbolicName, WiringIT::providers));
        assertThat(used)
                .allSatisfy((connector, others) -> assertThat(FOUNDATION).containsAll(others));
    }

    @Test
    @DisplayName("R-24 a connector that stops takes its connections with it and nothing else")
    void a_connector_that_stops_takes_its_connections_with_it_and_nothing_else() throws Exception {
        Connections connections = service(Connections.class);
        riverside(connections);
        Bundle connector = bundles(CONNECTORS + "oneroster").findFirst().orElseThrow();
        Set<Bundle> others = bundles("").filter(bundle -> bundle != connector).collect(toSet());
        Set<String> services = services(others);

        connector.stop();

        Hub.until("riverside is disabled", () -> connections.disabled().stream()
                .anyMatch(disabled -> disabled.name().equals("riverside")));
        assertThat(connections.find("riverside")).isEmpty();
        assertThat(services(others)).isEqualTo(services);

        connector.start();

        Hub.until("riverside is up again", () -> connections.find("riverside").isPresent());
        assertThat(services(others)).isEqualTo(services);
    }

    @Test
    @DisplayName("R-24 nothing of a connector is left in memory when another version of it has come")
    void nothing_of_a_connector_is_left_when_another_version_of_it_has_come() throws Exception {
        Connections connections = service(Connections.class);
        riverside(connections);
        Bundle connector = bundles(CONNECTORS + "oneroster").findFirst().orElseThrow();
        Path arrivals = Path.of(System.getProperty("karaf.base"), "arrivals/riverside");
        Hub.until("its folder is there", () -> Files.isDirectory(arrivals));
        Files.copy(
                Path.of(System.getProperty("susten.samples"), "data/riverside/riverside-oneroster.zip"),
                arrivals.resolve("sis.zip"));
        Runs runs = service(Runs.class);
        Hub.until("its rows are committed", () -> runs.latest("riverside", Long.MAX_VALUE, 1).stream()
                .anyMatch(run -> run.state() == Run.State.COMMITTED));
        WeakReference<ClassLoader> former =
                new WeakReference<>(connector.adapt(BundleWiring.class).getClassLoader());

        try (InputStream same = URI.create(connector.getLocation()).toURL().openStream()) {
            connector.update(same);
        }
        framework().getBundle(0).adapt(FrameworkWiring.class).refreshBundles(Set.of(connector));

        Hub.until("the former one is forgotten", () -> {
            System.gc();
            return former.refersTo(null);
        });
        Hub.until("riverside is up again", () -> connections.find("riverside").isPresent());
    }

    private static void riverside(Connections connections) throws Exception {
        Path file = Path.of(System.getProperty("karaf.etc"), CONNECTORS + "oneroster-riverside.cfg");
        Files.writeString(file, "site = riverside\narrive = file:arrivals/riverside\n");
        Hub.until("riverside is up", () -> connections.find("riverside").isPresent());
    }

    /** The classes that the code of a class names, but for annotations, which nothing needs to run. */
    private static Set<String> named(URL file) throws IOException {
        Set<String> names = new HashSet<>();
        try (InputStream code = file.openStream()) {
            new ClassReader(code)
                    .accept(
                            new ClassRemapper(new ClassWriter(0), new Remapper(Opcodes.ASM9) {
                                @Override
                                public String map(String name) {
                                    names.add(name.replace('/', '.'));
                                    return name;
                                }
                            }),
                            ClassReader.SKIP_DEBUG);
        }
        names.removeIf(ANNOTATIONS.asPredicate());
        return names;
    }

    private static BundleContext framework() {
        return FrameworkUtil.getBundle(WiringIT.class).getBundleContext();
    }

    private static Stream<Bundle> bundles(String prefix) {
        return Arrays.stream(framework().getBundles())
                .filter(bundle -> bundle.getSymbolicName().startsWith(prefix));
    }

    private static <T> T service(Class<T> type) {
        return framework().getService(framework().getServiceReference(type));
    }

    /** What bundles have registered, by the numbers that the framework gave them. */
    private static Set<String> services(Set<Bundle> of) throws InvalidSyntaxException {
        return Arrays.stream(framework().getAllServiceReferences(null, null))
                .filter(service -> of.contains(service.getBundle()))
                .map(service -> service.getProperty(Constants.SERVICE_ID) + " "
                        + String.join(",", (String[]) service.getProperty(Constants.OBJECTCLASS)))
                .collect(toSet());
    }

    /** Whose of our packages a bundle has. */
    private static Set<String> providers(Bundle bundle) {
        return bundle.adapt(BundleWiring.class).getRequiredWires(PACKAGE_NAMESPACE).stream()
                .map(wire -> wire.getProvider().getSymbolicName())
                .filter(name -> name.startsWith(OURS))
                .collect(toSet());
    }
}
