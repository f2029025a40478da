// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.susten.addons.AddonException;

/** A KAR whose every entry is looked at before any is written: plain names below {@code repository}, no name twice, no bomb. */
final class KarFile implements AutoCloseable {

    static final String REPOSITORY = "repository/";
    private static final String META = "META-INF/";
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+@-]*(/[A-Za-z0-9][A-Za-z0-9._+@-]*)*/?");
    private static final int MOST_ENTRIES = 4_000;
    private static final long LARGEST = 512L << 20;

    private final JarFile jar;

    private KarFile(JarFile jar) {
        this.jar = jar;
    }

    /** Opens it; refuses what is no KAR or may not be unpacked. */
    static KarFile open(Path file) throws IOException {
        JarFile jar;
        try {
            jar = new JarFile(file.toFile(), true, ZipFile.OPEN_READ, JarFile.baseVersion());
        } catch (IOException | SecurityException e) {
            throw refused("it is no readable KAR: " + e.getClass().getSimpleName());
        }
        KarFile kar = new KarFile(jar);
        try {
            kar.checkNames();
            return kar;
        } catch (AddonException e) {
            kar.close();
            throw e;
        }
    }

    private void checkNames() {
        Set<String> seen = new HashSet<>();
        List<JarEntry> entries = entries();
        if (entries.size() > MOST_ENTRIES) {
            throw refused("it has more than " + MOST_ENTRIES + " entries");
        }
        for (JarEntry entry : entries) {
            String name = entry.getName();
            if (name.toLowerCase(Locale.ROOT).startsWith("resources")) {
                throw refused("it brings files for the hub's own folders (resources/), which no add-on may");
            }
            if (!PLAIN.matcher(name).matches() || !(name.startsWith(REPOSITORY) || name.startsWith(META))) {
                throw refused("entry " + shown(name) + " is not a plain name below repository/");
            }
            String same = Normalizer.normalize(name, Normalizer.Form.NFKC)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("/$", "");
            if (!seen.add(same)) {
                throw refused("entry " + shown(name) + " is there twice, or differs from another by case only");
            }
        }
    }

    /** Every entry, also those the index of a zip would hide behind another of the same name. */
    List<JarEntry> entries() {
        return Collections.list(jar.entries());
    }

    /** Reads an entry; its signature is checked as its last byte is read. */
    InputStream read(JarEntry entry, Budget budget) throws IOException {
        return new Metered(jar.getInputStream(entry), budget);
    }

    /** Writes what lies below {@code repository} into a folder that is empty. */
    void extract(Path folder) throws IOException {
        Budget budget = new Budget();
        for (JarEntry entry : entries()) {
            if (entry.isDirectory() || !entry.getName().startsWith(REPOSITORY)) {
                continue;
            }
            Path target = folder.resolve(entry.getName().substring(REPOSITORY.length()))
                    .normalize();
            if (!target.startsWith(folder)) {
                throw refused("entry " + shown(entry.getName()) + " leaves its folder");
            }
            Files.createDirectories(target.getParent());
            try (InputStream in = read(entry, budget)) {
                Files.copy(in, target);
            } catch (SecurityException e) {
                throw Signatures.broken(e);
            }
        }
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }

    static AddonException refused(String why) {
        return new AddonException(AddonException.Kind.FILE, "this KAR is not taken: " + why);
    }

    private static String shown(String name) {
        String text = name.replaceAll("[^\\x20-\\x7e]", "?");
        return text.length() > 80 ? text.substring(0, 80) + "..." : text;
    }

    /** What all entries together may unpack to. */
    static final class Budget {
        private long left = LARGEST;

        void take(long bytes) {
            left -= bytes;
            if (left < 0) {
                throw refused("it unpacks to more than " + (LARGEST >> 20) + " MiB");
            }
        }
    }

    static final class Metered extends FilterInputStream {
        private final Budget budget;

        Metered(InputStream in, Budget budget) {
            super(in);
            this.budget = budget;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            budget.take(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            budget.take(Math.max(0, read));
            return read;
        }
    }
}
