// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.susten.addons.Permissions.Power.FILES;
import static org.susten.addons.Permissions.Power.HIDDEN;
import static org.susten.addons.Permissions.Power.NETWORK;
import static org.susten.addons.Permissions.Power.PROGRAMS;
import static org.susten.addons.Permissions.Power.SERVICES;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.BundleContext;
import org.susten.addons.AddonException;
import org.susten.addons.Permissions;
import org.susten.addons.Permissions.Data;
import org.susten.model.Person;
import org.susten.model.Sensitivity;
import org.susten.model.ServiceContact;
import org.susten.model.SourceId;

class BundleScanTest {

    @TempDir
    Path folder;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private final Attributes main = new Attributes();

    /** Only makes what it is asked for. */
    static final class Meek {
        Object make(SourceId id) {
            return Person.builder(id).givenName("Invented").birthDate(null).build();
        }

        Object whole(SourceId id) {
            return new ServiceContact(id, id, null, null, java.time.LocalDate.EPOCH, 1, null);
        }
    }

    /** Goes out by itself. */
    static final class Networker {
        Object reach(String host) throws IOException {
            return new java.net.Socket(host, 1);
        }

        Object ask(String address) throws IOException {
            return URI.create(address).toURL().openStream();
        }
    }

    /** Reads what it likes. */
    static final class Reader {
        Object read(Path file) throws IOException {
            return Files.readString(file);
        }
    }

    /** Starts what it likes. */
    static final class Starter {
        Object start() throws IOException {
            return new ProcessBuilder("true").start();
        }
    }

    /** Hides what it does. */
    static final class Hider {
        Object hide(String name) throws ReflectiveOperationException {
            return Class.forName(name).getDeclaredConstructor().newInstance();
        }
    }

    /** Ends the hub with everything in it. */
    static final class Ender {
        void exit() {
            System.exit(1);
        }
    }

    /** The same, without the hooks. */
    static final class Halter {
        void halt() {
            Runtime.getRuntime().halt(1);
        }
    }

    /** The same, later. */
    static final class Later {
        IntConsumer later() {
            return System::exit;
        }
    }

    /** A tool that is called from the command line only. */
    static final class Tool {
        public static void main(String[] arguments) {
            System.exit(arguments.length);
        }
    }

    /** Takes any service. */
    static final class Taker {
        Object take(BundleContext context) {
            return context.getServiceReference("org.susten.db.Database");
        }
    }

    @Test
    @DisplayName("S-16 what an add-on reaches for is found in its code, without running it")
    void powers_are_read_from_code() throws Exception {
        assertThat(powers(Meek.class)).isEmpty();
        assertThat(powers(Networker.class)).containsExactly(NETWORK);
        assertThat(powers(Reader.class)).containsExactly(FILES);
        assertThat(powers(Starter.class)).containsExactly(PROGRAMS);
        assertThat(powers(Hider.class)).containsExactly(HIDDEN);
        assertThat(powers(Taker.class)).containsExactly(SERVICES);
    }

    @Test
    @DisplayName("S-16 what lies in a jar within the bundle counts, whatever it is called")
    void nested_jars_count() throws Exception {
        add(Networker.class);
        byte[] inner = pack(new Attributes());
        entries.clear();
        entries.put("lib/inner.jar", inner);
        assertThat(scan().powers()).containsExactly(NETWORK);

        entries.clear();
        entries.put("lib/plain.dat", inner);
        assertThat(scan().powers()).isEmpty();
        main.putValue("Bundle-ClassPath", ".,lib/plain.dat");
        assertThat(scan().powers()).containsExactly(NETWORK);
    }

    @Test
    @DisplayName("S-16 the manifest's packages and native code count")
    void the_manifest_counts() throws Exception {
        main.putValue(
                "Import-Package",
                "java.net,org.susten.spi;version=\"[1,2)\",org.susten.db;version=\"[1,2)\",org.apache.camel,org.example.own");
        main.putValue("Export-Package", "org.example.own;version=\"1\"");
        main.putValue("DynamicImport-Package", "*");
        entries.put("native/libquick.so", new byte[] {1});
        Permissions found = scan();
        assertThat(found.others()).containsExactly("org.apache.camel", "org.susten.db");
        assertThat(found.powers()).containsExactlyInAnyOrder(HIDDEN, PROGRAMS);
    }

    @Test
    @DisplayName("S-16 the elements of the model that code fills are found, with their sensitivity")
    void kinds_of_data_are_read_from_code() throws Exception {
        add(Meek.class);
        List<Data> data = scan().data();
        assertThat(data).extracting(Data::entity).containsExactly("Person", "ServiceContact");
        assertThat(data.get(0).elements())
                .containsOnly(
                        Map.entry("givenName", Sensitivity.DIRECTORY), Map.entry("birthDate", Sensitivity.PERSONAL));
        assertThat(data.get(1).elements())
                .containsOnlyKeys("person", "program", "organization", "day", "minutes", "service");
    }

    @Test
    void settings_and_mappings_are_named() throws Exception {
        entries.put(
                "OSGI-INF/metatype/x.xml",
                "<MetaData><OCD id='x'><AD id='site' type='String'/><AD id='address' type='String'/></OCD><Designate factoryPid='org.susten.connector.tidepool'><Object ocdref='x'/></Designate></MetaData>"
                        .getBytes());
        entries.put("mappings/children.yaml", "entity: Person".getBytes());
        entries.put("mappings/children.golden.yaml", "rows: []".getBytes());
        entries.put("mappings/README.md", "not one".getBytes());
        Permissions found = scan();
        assertThat(found.connectors()).containsExactly("tidepool");
        assertThat(found.settings()).containsExactly("address", "site");
        assertThat(found.mappings()).containsExactly("mappings/children.yaml");
        assertThat(found.bundles()).containsExactly(Map.entry("org.example.x", "1.2.0"));
    }

    @Test
    @DisplayName("S-16 a class file that cannot be read is refused, for it cannot be shown")
    void a_broken_class_is_refused() {
        for (String bytes : List.of("\u00ca\u00fe\u00ba\u00be\0\0\0\0\0\2\u00ff", "none at all", "\u00ca\u00fe")) {
            entries.put("x/Broken.class", bytes.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            assertThatThrownBy(this::scan).isInstanceOf(AddonException.class).hasMessageContaining("class file");
        }
    }

    @Test
    @DisplayName("R-25 an add-on whose code calls System.exit, Runtime.exit or Runtime.halt is refused")
    void code_that_would_end_the_hub_is_refused() throws Exception {
        Map<Class<?>, String> enders =
                Map.of(Ender.class, "System.exit", Halter.class, "Runtime.halt", Later.class, "System.exit");
        for (Map.Entry<Class<?>, String> ender : enders.entrySet()) {
            entries.clear();
            add(ender.getKey());
            assertThatThrownBy(() -> BundleScan.ofComing(jars()))
                    .isInstanceOf(AddonException.class)
                    .hasMessageContaining(
                            "would end the whole hub: " + ender.getKey().getName() + " calls " + ender.getValue())
                    .hasMessageContaining("throw an exception instead");
        }
        byte[] inner = pack(new Attributes());
        entries.clear();
        entries.put("lib/inner.jar", inner);
        assertThatThrownBy(() -> BundleScan.ofComing(jars())).as("within").isInstanceOf(AddonException.class);
        entries.clear();
        for (Class<?> harmless : List.of(Meek.class, Starter.class, Tool.class)) {
            add(harmless);
        }
        BundleScan.ofComing(jars());
    }

    private Set<Permissions.Power> powers(Class<?> type) throws IOException {
        entries.clear();
        add(type);
        return scan().powers();
    }

    private void add(Class<?> type) throws IOException {
        String name = type.getName().replace('.', '/') + ".class";
        try (var in = type.getClassLoader().getResourceAsStream(name)) {
            entries.put(name, in.readAllBytes());
        }
    }

    private Permissions scan() throws IOException {
        return BundleScan.of(jars());
    }

    private List<Path> jars() throws IOException {
        main.putValue("Bundle-SymbolicName", "org.example.x");
        main.putValue("Bundle-Version", "1.2.0");
        return List.of(Files.write(folder.resolve("x.jar"), pack(main)));
    }

    private byte[] pack(Attributes attributes) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putAll(attributes);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream out = new JarOutputStream(bytes, manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }
}
