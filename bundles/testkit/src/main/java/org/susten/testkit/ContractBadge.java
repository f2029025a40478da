// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.susten.spi.Connector;

/**
 * Leaves a badge, a small file below {@code target/contract}, when every test of a connector passed; the packing of its KAR puts it
 * under the signature. Whatever failed, or ran in part only, leaves none. Always the same for the same tests.
 */
final class ContractBadge implements BeforeAllCallback, BeforeTestExecutionCallback, TestWatcher, AfterAllCallback {

    /** Says another folder than {@code target/contract}. */
    static final String FOLDER = "susten.contract.folder";

    private static final ExtensionContext.Namespace SPACE = ExtensionContext.Namespace.create(ContractBadge.class);
    private static final Pattern CLAIM = Pattern.compile("\\G([A-Z]-\\d{2}) ");

    /** What came of the tests of one class; guarded by itself. */
    private static final class Tally {
        private final Map<String, Integer> passed = new TreeMap<>();
        private final Set<String> leftOut = new HashSet<>();
        private boolean failed;
        private String connector = "";
        private String system = "";
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        if (isContract(context)) {
            Files.deleteIfExists(file(context));
            context.getStore(SPACE).put(Tally.class, new Tally());
        }
    }

    /** A class within it has no badge of its own, but what fails there fails here. */
    private static boolean isContract(ExtensionContext context) {
        return ConnectorContract.class.isAssignableFrom(context.getRequiredTestClass());
    }

    private static Path file(ExtensionContext context) {
        return Path.of(context.getConfigurationParameter(FOLDER).orElse("target/contract"))
                .resolve(context.getRequiredTestClass().getName() + ".properties");
    }

    private static @Nullable Tally tally(ExtensionContext context) {
        return context.getStore(SPACE).get(Tally.class, Tally.class);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        Tally tally = tally(context);
        if (tally != null && context.getRequiredTestInstance() instanceof ConnectorContract contract) {
            synchronized (tally) {
                if (tally.connector.isEmpty()) {
                    Connector connector = contract.connector();
                    tally.connector = connector.getClass().getName();
                    tally.system = connector.catalogue().id();
                }
            }
        }
    }

    @Override
    public void testSuccessful(ExtensionContext context) {
        Tally tally = tally(context);
        if (tally != null) {
            synchronized (tally) {
                tally.passed.merge(key(context.getRequiredTestMethod()), 1, Integer::sum);
            }
        }
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        Tally tally = tally(context);
        if (tally != null) {
            synchronized (tally) {
                tally.failed = true;
            }
        }
    }

    @Override
    public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
        leaveOut(context);
    }

    @Override
    public void testDisabled(ExtensionContext context, Optional<String> reason) {
        leaveOut(context);
    }

    private static void leaveOut(ExtensionContext context) {
        Tally tally = tally(context);
        if (tally != null) {
            synchronized (tally) {
                tally.leftOut.add(key(context.getRequiredTestMethod()));
            }
        }
    }

    private static String key(Method test) {
        return test.getName() + Arrays.toString(test.getParameterTypes());
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Tally tally = isContract(context) ? tally(context) : null;
        if (tally != null && context.getExecutionException().isEmpty()) {
            synchronized (tally) {
                write(context, tally);
            }
        }
    }

    private static void write(ExtensionContext context, Tally tally) throws IOException {
        Set<String> claims = new TreeSet<>();
        Set<String> unproved = new TreeSet<>();
        boolean whole = !tally.failed;
        for (Method test : AnnotationSupport.findAnnotatedMethods(
                context.getRequiredTestClass(), Testable.class, HierarchyTraversalMode.TOP_DOWN)) {
            if (tally.leftOut.contains(key(test))) {
                unproved.addAll(claims(test));
            } else if (tally.passed.getOrDefault(key(test), 0) < least(test)) {
                whole = false;
            } else {
                claims.addAll(claims(test));
            }
        }
        claims.removeAll(unproved);
        String version = version();
        if (whole && !version.isEmpty()) {
            Path file = file(context);
            Files.createDirectories(file.getParent());
            // not by Properties: its first line is the time
            Files.writeString(
                    file,
                    "system=" + tally.system + "\nconnector=" + tally.connector + "\ntest="
                            + context.getRequiredTestClass().getName() + "\ncontract=" + version + "\nclaims="
                            + String.join(" ", claims) + "\ntests="
                            + tally.passed.values().stream().mapToInt(n -> n).sum() + '\n');
        }
    }

    /** How often it must have run. */
    private static int least(Method test) {
        EnumSource source = test.getAnnotation(EnumSource.class);
        return source == null || source.mode() != EnumSource.Mode.INCLUDE ? 1 : Math.max(1, source.names().length);
    }

    private static Set<String> claims(Method test) {
        Set<String> claims = new TreeSet<>();
        DisplayName name = test.getAnnotation(DisplayName.class);
        Matcher claim = CLAIM.matcher(name == null ? "" : name.value());
        while (claim.find()) {
            claims.add(claim.group(1));
        }
        return claims;
    }

    /** Which contract this is: the version of this very test kit. Empty where it was not built by its build. */
    private static String version() throws IOException {
        for (URL each : Collections.list(ContractBadge.class.getClassLoader().getResources("META-INF/MANIFEST.MF"))) {
            try (InputStream in = each.openStream()) {
                Attributes main = new Manifest(in).getMainAttributes();
                if (ContractBadge.class.getPackageName().equals(main.getValue("Bundle-SymbolicName"))) {
                    return main.getValue("Bundle-Version");
                }
            }
        }
        return "";
    }
}
