// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small disk of its own under one of the hub's folders, which can be filled and freed. Root only. */
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 4096;

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve(".ballast");
    }

    /** Why there are none here; empty where there are. */
    static String missing() throws Exception {
        if (!Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)) {
            return "only root can mount a small disk";
        }
        Path trial = Files.createTempDirectory("disk");
        try {
            mount(trial, 1).close();
            return "";
        } catch (AssertionError refused) {
            return "this machine lets nobody mount a small disk";
        } finally {
            Files.delete(trial);
        }
    }

    static SmallDisk mount(Path folder, int mebibytes) throws Exception {
        Files.createDirectories(folder);
        Outcome.of(
                        folder.getParent(),
                        List.of(
                                "mount",
                                "-t",
                                "tmpfs",
                                "-o",
                                "mode=755,size=" + mebibytes + "m",
                                "tmpfs",
                                folder.toString()))
                .succeeds();
        return new SmallDisk(folder);
    }

    /** Fills it but for so many bytes. */
    void fill(long left) throws IOException {
        long bytes = Files.getFileStore(folder).getUsableSpace() - left;
        try (OutputStream out = Files.newOutputStream(ballast)) {
            for (byte[] block = new byte[BLOCK]; bytes >= BLOCK; bytes -= BLOCK) {
                out.write(block);
            }
        }
    }

    /** Makes room again. */
    void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    @Override
    public void close() {
        try {
            Outcome.of(Path.of("/"), List.of("umount", "--lazy", folder.toString()))
                    .succeeds();
        } catch (Exception e) {
            throw new IllegalStateException("the small disk stays mounted at " + folder, e);
        }
    }
}
