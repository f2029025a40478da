// SPDX-License-Identifier: Apache-2.0
package org.susten.engine;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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

    /** What is open of subjects that begin so: the message by subject. */
    default Map<String, String> open(String prefix) {
        return open().stream()
                .filter(alert -> alert.subject().startsWith(prefix))
                .collect(Collectors.toMap(Alert::subject, Alert::message));
    }

    /**
     * Lets exactly these be open of subjects that begin so. What is open with the same message is not told again, what is not among them is
     * closed.
     *
     * @param due the message by subject
     */
    default void settle(String prefix, Map<String, String> due) {
        Map<String, String> open = open(prefix);
        open.keySet().stream().filter(subject -> !due.containsKey(subject)).forEach(this::close);
        due.forEach((subject, message) -> {
            if (!message.equals(open.get(subject))) {
                open(subject, message);
            }
        });
    }

    /** Latest alerts, newest first. */
    List<Alert> latest(int limit);
}
