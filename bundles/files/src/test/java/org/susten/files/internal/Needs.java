// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;

/** Files that need a note, whose kind comes while the first of them is being read. */
final class Needs implements FileKind {

    final List<Map<String, String>> seen = new CopyOnWriteArrayList<>();
    private final String folder;
    private final Notes notes;
    private final Runnable first;

    Needs(String folder, Notes notes, Runnable first) {
        this.folder = folder;
        this.notes = notes;
        this.first = first;
    }

    @Override
    public String folder() {
        return folder;
    }

    @Override
    public String glob() {
        return "needs-*.cfg";
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        seen.add(Map.copyOf(notes.inForce));
        if (seen.size() == 1) {
            first.run();
            throw new FileProblemException(1, "no note is there yet", "write one");
        }
    }

    @Override
    public String check(String name, Path file) {
        return "nothing";
    }

    @Override
    public void withdraw(String name) {}
}
