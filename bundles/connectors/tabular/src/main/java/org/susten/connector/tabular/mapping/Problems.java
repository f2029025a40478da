// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;

/** What is wrong with one file, collected so that an operator sees all of it at once. One thread. */
public final class Problems {

    private final YamlFile file;
    private final List<Problem> found = new ArrayList<>();

    public Problems(YamlFile file) {
        this.file = file;
    }

    public void add(String pointer, String what, String fix) {
        found.add(file.problem(pointer, what, fix));
    }

    boolean none() {
        return found.isEmpty();
    }

    public void refuseAny() throws FileProblemException {
        if (!found.isEmpty()) {
            throw new FileProblemException(found.stream()
                    .sorted(Comparator.comparingInt(Problem::line))
                    .distinct()
                    .toList());
        }
    }
}
