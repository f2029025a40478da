// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What the hub knows of the files operators write. Safe for any thread. */
@ProviderType
public interface OperatorFiles {

    /**
     * One file.
     *
     * @param name path below {@code etc}
     * @param inForce SHA-256 of the content that is in force, in hex; empty where none is
     * @param onDisk SHA-256 of the content on disk as last looked at
     * @param since when the content in force was accepted; the epoch where none is
     * @param problems why the content on disk was refused; empty where it is the one in force
     */
    record State(
            String name, String inForce, String onDisk, Instant since, List<FileProblemException.Problem> problems) {}

    /** Every watched file, by name. */
    List<State> states();

    /** What in the files in force may not be meant as it is written, by name; only files with doubts. */
    default Map<String, List<FileProblemException.Problem>> doubts() {
        return Map.of();
    }

    /**
     * Dry run of one file, wherever it lies, as if it were the named file below {@code etc}. Returns what would change.
     *
     * @throws FileProblemException where it would be refused, or nobody understands files of that name
     */
    String check(String name, Path file) throws FileProblemException;

    /** The folder {@code etc}. */
    Path etc();

    /**
     * Has something done after each look that found a watched file new, other, refused or gone. On the watcher's thread, so it is short
     * and hands on what takes long.
     */
    Subscription onChange(Runnable listener);

    /** Ends with {@code close}. */
    @ProviderType
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
