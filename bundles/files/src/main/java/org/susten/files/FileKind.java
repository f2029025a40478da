// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.susten.files.FileProblemException.Problem;

/**
 * One kind of file an operator writes. Whoever understands the kind registers this as a service; the hub watches the folder,
 * waits until a file has stopped growing, and hands it over. Called by one thread at a time.
 */
@ConsumerType
public interface FileKind {

    /** The folder below {@code etc}, for example {@code agreements}; empty for {@code etc} itself. */
    String folder();

    /** Which names in it, as a glob: {@code *.yaml}. */
    String glob();

    /**
     * Reads the whole file, then puts it in force at once, or leaves in force what was. A file that was refused is offered
     * again when another has come into force, for it may have needed that one.
     *
     * @param name path below {@code etc}, for example {@code agreements/riverside.yaml}
     * @param file a copy of the content, which nobody writes to, outside {@code etc}
     * @throws FileProblemException saying line and fix; nothing has changed
     */
    void accept(String name, Path file) throws FileProblemException;

    /** The same reading without putting anything in force: the dry run of {@code susten:check}. Returns what would change. */
    String check(String name, Path file) throws FileProblemException;

    /**
     * What in a file in force may not be meant as it is written, for example a name that nothing bears. The file stays in force.
     * Found out anew each time it is asked, every few seconds.
     */
    default List<Problem> doubts(String name) {
        return List.of();
    }

    /** Whether the file before one that is refused stays in force; false where another puts the file in force, and all this can do is tell. */
    default boolean keepsLastGood() {
        return true;
    }

    /** The file is gone, and with it what it said; also told of a file that went while the hub was down. */
    void withdraw(String name);
}
