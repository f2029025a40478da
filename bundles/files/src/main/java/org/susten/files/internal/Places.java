// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;

/**
 * Where the hub's files are.
 *
 * @param etc what operators write
 * @param store what the hub keeps
 */
record Places(Path etc, Path store) {

    /** From the framework's properties {@code karaf.base} and {@code karaf.etc}. */
    static Places of(BundleContext context) {
        Path base = path(context.getProperty("karaf.base"), Path.of(""));
        return new Places(path(context.getProperty("karaf.etc"), base.resolve("etc")), base.resolve("store"));
    }

    private static Path path(@Nullable String value, Path otherwise) {
        return (value == null ? otherwise : Path.of(value)).toAbsolutePath().normalize();
    }
}
