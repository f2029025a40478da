// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.susten.bench.intake.Machine;

/** What the figures were measured on, and with which versions. */
final class Environment {

    private Environment() {}

    static Map<String, Object> describe() {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("processor", Machine.processor());
        machine.put("system", System.getProperty("os.name") + ' ' + System.getProperty("os.version"));
        machine.put("java", System.getProperty("java.vm.name") + ' ' + Runtime.version());
        machine.put("heapLimit", Contender.heap(1) + " for each million records");
        machine.put("duke", "1.2");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
            machine.put("duckdb", connection.getMetaData().getDatabaseProductVersion());
        } catch (SQLException e) {
            machine.put("duckdb", "does not start here: " + e.getMessage());
        }
        return machine;
    }
}
