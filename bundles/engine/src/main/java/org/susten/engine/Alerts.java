// SPDX-License-Identifier: Apache-2.0
package org.susten.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What a person should look at: one alert when it opens, one when it closes. Safe for any thread. */
@ProviderType
public interface Alerts {

    /** One alert; open while {@code closed} is empty. */
    record Alert(long id, String subject, String message, Instant opened, Optional<Instant> closed, long times) {}

    /** Opens the alert on a subject such as {@code delivery:riverside-attendance}, or counts one more time where it is open. */
    void open(String subject, String message);

    /** Closes the alert on a subject; nothing where none is open. */
    void close(String subject);

    /** Open alerts, oldest first. */
    List<Alert> open();

    /** Latest alerts, newest first. */
    List<Alert> latest(int limit);
}
