// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.susten.db.Database;

/** What a figure was measured on. */
public final class Machine {

    private Machine() {}

    static Map<String, Object> describe(Database database) throws SQLException {
        Map<String, Object> machine = new LinkedHashMap<>();
        machine.put("processors", Runtime.getRuntime().availableProcessors());
        machine.put("processor", processor());
        machine.put("system", System.getProperty("os.name") + ' ' + System.getProperty("os.version"));
        machine.put("java", System.getProperty("java.vm.name") + ' ' + Runtime.version());
        machine.put("heapLimitMiB", Heap.limitMiB());
        machine.put("camel", new DefaultCamelContext(false).getVersion());
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select current_setting('server_version'), current_setting('fsync'), current_setting('shared_buffers')")) {
            row.next();
            machine.put("postgres", row.getString(1));
            machine.put("fsync", row.getString(2));
            machine.put("sharedBuffers", row.getString(3));
        }
        return machine;
    }

    /** The processor as the system names it. */
    public static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}
