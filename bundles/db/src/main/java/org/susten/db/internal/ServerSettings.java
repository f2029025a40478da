// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;

/** Settings of the embedded server. */
final class ServerSettings {

    /** Made for set-based writing on two cores; an operator may change these in {@code postgresql.conf}. */
    private static final String FILE =
            """
            # Settings of the hub's own PostgreSQL. Yours to change; a restart of the hub puts them in force.
            # Address, port, sockets and what the server may log are given at its start and cannot be changed here.
            max_connections = 60
            shared_buffers = %dMB
            effective_cache_size = 1GB
            work_mem = 16MB
            maintenance_work_mem = 128MB
            max_wal_size = 4GB
            checkpoint_timeout = 15min
            wal_buffers = 16MB
            # No standby and no archive: a table that a first load fills is written once, not to the log as well.
            wal_level = minimal
            max_wal_senders = 0
            random_page_cost = 1.1
            jit = off
            autovacuum = on
            timezone = UTC
            log_timezone = UTC
            datestyle = 'ISO, YMD'
            log_directory = '../log'
            log_filename = 'postgresql-%%a.log'
            log_truncate_on_rotation = on
            log_rotation_age = 1d
            """;

    /**
     * Reached over loopback only. A person's data stays out of the server's log: no statements, no parameters, no details, and no
     * errors of sessions at all, whose texts quote values; the hub reports those itself.
     */
    private static final Map<String, String> FIXED = fixed();

    private static final int MIB_SHIFT = 20;
    private static final long FEWEST_MIB = 256;
    private static final long MOST_MIB = 1024;

    private ServerSettings() {}

    /** The server's configuration on this machine, or in what of it a container is given. */
    static String file() {
        try {
            return file((long) ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(ManagementFactory.getOperatingSystemMXBean().getObjectName(), "TotalMemorySize"));
        } catch (JMException e) {
            throw new IllegalStateException("this Java machine does not tell how much memory there is", e);
        }
    }

    /**
     * A quarter of the memory is for what is read and written again and again: of a million people, the keys by which newcomers find each
     * other. Of a small hub, most of it is never touched and takes nothing.
     */
    static String file(long memory) {
        long quarter = (memory >>> MIB_SHIFT) / 4;
        return FILE.formatted(Math.max(FEWEST_MIB, Math.min(MOST_MIB, quarter)));
    }

    private static Map<String, String> fixed() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("logging_collector", "on");
        settings.put("log_min_messages", "log");
        settings.put("log_min_error_statement", "panic");
        settings.put("log_error_verbosity", "terse");
        settings.put("log_statement", "none");
        settings.put("log_min_duration_statement", "-1");
        settings.put("log_min_duration_sample", "-1");
        settings.put("log_parameter_max_length", "0");
        settings.put("log_parameter_max_length_on_error", "0");
        settings.put("log_lock_waits", "off");
        settings.put("log_file_mode", "0600");
        return settings;
    }

    /** The options of the {@code postgres} program. */
    static String options(int port, Map<String, String> more) {
        List<String> options = new ArrayList<>(List.of("-p " + port));
        Reach.STANDARD.settings().forEach((name, value) -> options.add("-c " + name + "='" + value + "'"));
        SharedMemory.settings().forEach((name, value) -> options.add("-c " + name + "='" + value + "'"));
        more.forEach((name, value) -> options.add("-c " + name + "='" + value + "'"));
        FIXED.forEach((name, value) -> options.add("-c " + name + "='" + value + "'"));
        return String.join(" ", options);
    }
}
