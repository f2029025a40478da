// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.util.List;
import org.susten.files.FileProblemException;

/** What is wrong with a file, as a table. */
public final class Problems {

    private Problems() {}

    /** Line by line. */
    public static Table table(List<FileProblemException.Problem> problems) {
        return Table.of(
                problems,
                p -> List.of(p.line() == 0 ? "file" : Integer.toString(p.line()), p.what(), p.fix()),
                "line",
                "what is wrong",
                "what to do");
    }
}
