// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.arrival;

import java.nio.file.Path;
import java.time.ZoneId;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.susten.engine.cfg}. */
@ObjectClassDefinition(name = "Engine", description = "How runs are made")
public @interface EngineConfig {

    /** The hub's time zone. */
    @AttributeDefinition(
            description = "Time zone of schedules and calendars, such as America/Chicago; the machine's if empty")
    String timeZone() default "";

    /** Rows that move together. */
    @AttributeDefinition(description = "Rows in a batch", min = "1", max = "100000")
    int batchRows() default 4096;

    /** Runs at a time. */
    @AttributeDefinition(
            description = "Runs that are worked on at the same time, others wait; 0: as many as the heap has room for",
            min = "0")
    int runsAtOnce() default 0;

    /** Where raw input lies. */
    @AttributeDefinition(description = "Folder of raw input; store below the installation if empty")
    String store() default "";

    /** Reads the settings. */
    final class Read {
        private Read() {}

        static Path store(EngineConfig config) {
            return config.store().isBlank()
                    ? Path.of(System.getProperty("karaf.base", "."), "store")
                    : Path.of(config.store());
        }

        public static ZoneId zone(EngineConfig config) {
            return config.timeZone().isBlank() ? ZoneId.systemDefault() : ZoneId.of(config.timeZone());
        }
    }
}
