// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests of arrival from a folder. */
abstract class OnInbox {

    static final Duration SETTLED = Duration.ofSeconds(4);

    @RegisterExtension
    final TestHub hub = new TestHub();

    Path inbox;

    @BeforeEach
    void folder() throws IOException {
        inbox = Files.createDirectories(hub.base.resolve("inbox"));
    }

    final void connect(String options) {
        hub.connect("riverside", "file:inbox?every=20ms" + options);
    }

    /** The hub has looked at the folder, and then the time passes that a file must stay the same. */
    final void settle() throws Exception {
        look();
        hub.clock.forward(SETTLED);
    }

    /** The hub has looked at the folder as it is now. */
    final void look() throws Exception {
        ScheduledPollConsumer consumer = (ScheduledPollConsumer)
                hub.line.context().getRoute("arrive:riverside").getConsumer();
        long now = consumer.getCounter();
        Await.until("looked at twice", () -> consumer.getCounter() >= now + 2);
    }

    final List<String> contents() {
        return hub.arrivals.kept.stream().map(RecordedArrivals.Kept::content).toList();
    }

    final List<String> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> f.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
