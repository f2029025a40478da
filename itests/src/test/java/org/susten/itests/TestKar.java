// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import jdk.security.jarsigner.JarSigner;
import org.susten.kit.Csv;
import org.susten.model.Person;
import org.susten.spi.Connector;

/** The connector of an invented system, compiled and packed as its author would: a signed KAR. */
final class TestKar {
    private static final char[] PASSWORD = "for this test only".toCharArray();
    private static final String FIRST = "1.0.0";
    private static final String BUNDLE = "repository/org/susten/example/tidepool/1.0.0/tidepool-1.0.0.jar";
    private static final String FEATURES =
            "repository/org/susten/example/tidepool-features/1.0.0/tidepool-features-1.0.0-features.xml";

    private final Path folder;

    TestKar(Path folder) {
        this.folder = folder;
    }

    /** Packs it without a signature, with more entries if need be. */
    Path unsigned(String name, Map<String, String> more) throws IOException {
        return unsigned(name, FIRST, more);
    }

    /** The same, of another version. */
    Path unsigned(String name, String version, Map<String, String> more) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put(BUNDLE.replace(FIRST, version), Files.readAllBytes(bundle(version)));
        entries.put(
                FEATURES.replace(FIRST, version),
                new String(resource("features.xml")).replace("1.0.0", version).getBytes());
        more.forEach((entry, text) -> entries.put(entry, text.getBytes()));
        return pack(folder.resolve(name), new Attributes(), entries);
    }

    /** Signs it, as {@code jarsigner} does. */
    Path signed(Path unsigned, String name, Signer signer) throws Exception {
        Path kar = folder.resolve(name);
        try (ZipFile in = new ZipFile(unsigned.toFile());
                OutputStream out = Files.newOutputStream(kar)) {
            new JarSigner.Builder(signer.key()).build().sign(in, out);
        }
        return kar;
    }

    /** Somebody who signs, with a certificate of their own. */
    record Signer(KeyStore.PrivateKeyEntry key, Path certificate) {}

    Signer signer(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Path certificate = folder.resolve(name + ".pem");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String password = new String(PASSWORD);
        Outcome.of(
                        folder,
                        List.of(
                                keytool,
                                "-genkeypair",
                                "-alias",
                                name,
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=" + name,
                                "-validity",
                                "30",
                                "-keystore",
                                store.toString(),
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                password))
                .succeeds();
        Outcome.of(
                        folder,
                        List.of(
                                keytool,
                                "-exportcert",
                                "-rfc",
                                "-alias",
                                name,
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                password,
                                "-file",
                                certificate.toString()))
                .succeeds();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyStore.PasswordProtection protection = new KeyStore.PasswordProtection(PASSWORD);
        return new Signer((KeyStore.PrivateKeyEntry) keys.getEntry(name, protection), certificate);
    }

    private Path bundle(String version) throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        compile(classes);
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.put(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        for (String name : List.of("OSGI-INF/tidepool.xml", "OSGI-INF/metatype/tidepool.xml")) {
            entries.put(name, resource(name));
        }
        Attributes main = new Attributes();
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", "org.susten.connector.tidepool");
        main.putValue("Bundle-Version", version);
        main.putValue("Service-Component", "OSGI-INF/tidepool.xml");
        main.putValue(
                "Import-Package",
                "org.susten.kit;version=\"[1.0,2)\",org.susten.model;version=\"[1.0,2)\",org.susten.spi;version=\"[1.0,2)\"");
        return pack(folder.resolve("tidepool.jar"), main, entries);
    }

    private static void compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String source = new String(resource("Tidepool.java.txt"));
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Tidepool.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
            files.setLocationFromPaths(
                    StandardLocation.CLASS_PATH,
                    Stream.of(Connector.class, Person.class, Csv.class)
                            .map(TestKar::jarOf)
                            .collect(Collectors.toList()));
            assertThat(compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("--release", "17", "-proc:none", "-nowarn"),
                                    null,
                                    List.of(file))
                            .call())
                    .isTrue();
        }
    }

    private static Path jarOf(Class<?> type) {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static Path pack(Path file, Attributes main, Map<String, byte[]> entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putAll(main);
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return file;
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = TestKar.class.getResourceAsStream("/tidepool/" + name)) {
            return in.readAllBytes();
        }
    }
}
