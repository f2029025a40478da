// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.susten.addons.Addons;
import org.susten.files.Durable;

/** The folder {@code addons}: per add-on one folder that is a Maven repository, with {@code addon.properties} in it. */
record Folder(Path root) {

    private static final String FACTS = "addon.properties";
    private static final String NEW = ".new-";
    private static final String OLD = ".old-";

    /** Makes it where it is missing, and clears what a crash left half done. */
    static Folder at(Path root) throws IOException {
        Durable.createFolders(root);
        Folder folder = new Folder(root);
        try (Stream<Path> left = Files.list(root)) {
            for (Path each : left.filter(p -> name(p).startsWith(NEW)).toList()) {
                folder.delete(each);
            }
        }
        folder.settle();
        return folder;
    }

    /** A crash in the middle of an upgrade: the new one stays where it is whole, otherwise the former comes back. */
    private void settle() throws IOException {
        Set<String> replaced = new HashSet<>();
        for (String name : names()) {
            replaced.add(facts(name).getProperty("replaces", ""));
        }
        try (Stream<Path> left = Files.list(root)) {
            for (Path old : left.filter(p -> name(p).startsWith(OLD)).toList()) {
                String former = name(old).substring(OLD.length());
                if (replaced.contains(former) || has(former)) {
                    delete(old);
                } else {
                    Durable.move(old, of(former));
                }
            }
        }
    }

    /** Puts an add-on aside until the one that takes its place has started. */
    void aside(String name) throws IOException {
        Durable.move(of(name), root.resolve(OLD + name));
    }

    /** It has not started: the former one is in its place again. */
    void back(String name) throws IOException {
        Durable.move(root.resolve(OLD + name), of(name));
    }

    /** It has started. */
    void forget(String name) {
        delete(root.resolve(OLD + name));
    }

    List<String> names() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(p -> Files.isRegularFile(p.resolve(FACTS)))
                    .map(Folder::name)
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    Path of(String name) {
        return root.resolve(name);
    }

    boolean has(String name) {
        return Files.isRegularFile(of(name).resolve(FACTS));
    }

    /** A place beside, of this hub's user alone, for an add-on that is not there yet. */
    Path begin() throws IOException {
        return Files.createTempDirectory(root, NEW);
    }

    /** Puts what was begun in its place. */
    void finish(Path begun, Addons.Offer offer) throws IOException {
        Properties facts = new Properties();
        facts.setProperty("signer", offer.signer());
        facts.setProperty("sha256", offer.sha256());
        facts.setProperty("replaces", offer.replaces());
        facts.setProperty("installed", Instant.now().toString());
        try (OutputStream out = Files.newOutputStream(begun.resolve(FACTS))) {
            facts.store(out, null);
        }
        Durable.syncAll(begun);
        Durable.move(begun, of(offer.name()));
    }

    Properties facts(String name) throws IOException {
        Properties facts = new Properties();
        try (InputStream in = Files.newInputStream(of(name).resolve(FACTS))) {
            facts.load(in);
        }
        return facts;
    }

    void delete(Path folder) {
        try {
            Durable.deleteAll(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("addons/" + name(folder) + " cannot be removed: remove it by hand", e);
        }
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
