// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.Postgres;

/** What most tests of feeds begin with: a hub with a database of its own, in which an invented community is. */
abstract class OnHub {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    Hub hub;

    @BeforeEach
    void a_hub_and_its_community() {
        hub = new Hub(postgres.database(), folder);
        hub.community.settle();
    }
}
