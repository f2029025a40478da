// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.files.Durable;
import org.susten.files.testing.PowerCut;
import org.susten.transport.door.Address;
import org.susten.transport.door.Folders;

/** What a partner finds in its folder once the power is back. */
class FolderCourierTest {

    @TempDir
    Path spool;

    @TempDir
    Path partner;

    private PowerCut disk;
    private Path outbox;
    private Parcel parcel;

    @BeforeEach
    void a_package() throws Exception {
        Path data = Files.writeString(spool.resolve("attendance.csv"), "student,day\nP-1,2026-03-02\n");
        parcel = new Parcel("d-1", List.of(data, Files.writeString(spool.resolve("manifest.json"), "{}")), false);
        disk = new PowerCut(partner);
        outbox = disk.root().resolve("outbox/lanternclub");
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 a package that is said to be delivered is whole in the partner's folder after a power cut")
    void a_delivered_package_outlasts_a_power_cut(PowerCut.Loss loss) throws Exception {
        carry("file:outbox/lanternclub");
        disk.cut(loss);
        assertThat(outbox.resolve("d-1/attendance.csv")).hasContent("student,day\nP-1,2026-03-02\n");
        assertThat(outbox.resolve("d-1/manifest.json")).hasContent("{}");
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 so is one that goes as a zip")
    void a_delivered_zip_outlasts_a_power_cut(PowerCut.Loss loss) throws Exception {
        carry("file:outbox/lanternclub?package=zip");
        disk.cut(loss);
        assertThat(Files.size(outbox.resolve("d-1.zip"))).isGreaterThan(100);
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName(
            "R-02 a package that a killed hub had put there and not said so is there after a power cut, once it is said")
    void a_package_that_is_there_is_brought_to_the_disk(PowerCut.Loss loss) throws Exception {
        Path beside = outbox.resolve(".d-1.partial");
        Durable.createFolders(beside);
        Durable.write(beside.resolve("manifest.json"), "{}".getBytes(StandardCharsets.UTF_8));
        Files.move(beside, outbox.resolve("d-1"));
        carry("file:outbox/lanternclub");
        disk.cut(loss);
        assertThat(outbox.resolve("d-1/manifest.json")).hasContent("{}");
    }

    private void carry(String address) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            new FolderCourier(new Folders(disk.root()))
                    .carry(parcel, Address.delivery(address), new DefaultExchange(camel));
        }
    }
}
