// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.susten.addons.Badge;
import org.susten.addons.Badge.Passed;

/**
 * The badge of an add-on, as the tests of its connectors left it below {@code contract} in its repository: a small file for each class
 * of tests. Only what somebody signed is believed, and only what is short and plain is shown.
 */
final class BadgeFiles {

    private static final int MOST = 64;
    private static final int LARGEST = 4_096;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$.]{0,199}");
    private static final Pattern VERSION = Pattern.compile("[0-9][0-9A-Za-z._-]{0,39}");
    private static final Pattern CLAIMS = Pattern.compile("[A-Z]-\\d{2}( [A-Z]-\\d{2}){0,99}");
    private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,4}");

    private BadgeFiles() {}

    /** {@code signer}: who signed all of it; empty where nobody did. */
    static Badge in(Path repository, String signer) throws IOException {
        Path contract = repository.resolve("contract");
        if (!Files.isDirectory(contract)) {
            return none("it was built without its tests");
        }
        if (signer.isEmpty()) {
            return none("nobody signed it, so nobody stands by what it says of its tests");
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(contract)) {
            files = all.limit(MOST + 1).sorted().toList();
        }
        List<Passed> passed = new ArrayList<>();
        for (Path file : files) {
            Properties badge = plain(file);
            if (badge == null || files.size() > MOST) {
                return none("what it says of its tests is not as the contract of connectors writes it");
            }
            passed.add(new Passed(
                    badge.getProperty("system"),
                    badge.getProperty("connector"),
                    badge.getProperty("test"),
                    badge.getProperty("contract"),
                    List.of(badge.getProperty("claims").split(" ")),
                    Integer.parseInt(badge.getProperty("tests"))));
        }
        passed.sort(Comparator.comparing(Passed::system).thenComparing(Passed::test));
        return passed.isEmpty() ? none("it was built without its tests") : new Badge(passed, "");
    }

    private static Badge none(String why) {
        return new Badge(List.of(), why);
    }

    /** Null where it is not what the contract writes. */
    private static @Nullable Properties plain(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        Properties badge = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                return null;
            }
            badge.load(new ByteArrayInputStream(bytes));
        } catch (IllegalArgumentException e) {
            // an escape that is none
            return null;
        }
        return is(badge, "system", NAME)
                        && is(badge, "connector", TYPE)
                        && is(badge, "test", TYPE)
                        && is(badge, "contract", VERSION)
                        && is(badge, "claims", CLAIMS)
                        && is(badge, "tests", NUMBER)
                ? badge
                : null;
    }

    private static boolean is(Properties badge, String key, Pattern form) {
        return form.matcher(badge.getProperty(key, "")).matches();
    }
}
