// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * Drivers: PostgreSQL's is part of the hub; for SQL Server and Oracle, whose licences are their vendors' affair, IT puts the
 * vendor's jar into the folder {@code drivers} beside {@code etc}. Of a jar only the driver's own class is asked for.
 */
final class Drivers {

    private Drivers() {}

    static Driver of(Dialect dialect, Path folder) {
        if (dialect == Dialect.POSTGRESQL) {
            return new org.postgresql.Driver();
        }
        try {
            ClassLoader jars = new URLClassLoader(jars(folder), ClassLoader.getPlatformClassLoader());
            Object driver = Class.forName(dialect.driver, true, jars)
                    .getDeclaredConstructor()
                    .newInstance();
            return (Driver) driver;
        } catch (ReflectiveOperationException | LinkageError | ClassCastException e) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "there is no driver " + dialect.driver + " in " + folder
                            + ": put the vendor's JDBC jar for Java 17 there",
                    e);
        }
    }

    private static URL[] jars(Path folder) {
        List<URL> jars = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".jar"))
                        .sorted()
                        .toList()) {
                    jars.add(file.toUri().toURL());
                }
            } catch (IOException e) {
                throw new ConnectorException(Kind.CONFIG, "the folder " + folder + " cannot be read", e);
            }
        }
        return jars.toArray(new URL[0]);
    }
}
