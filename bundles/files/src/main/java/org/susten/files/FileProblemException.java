// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import java.io.Serial;
import java.util.List;

/** A file cannot be put in force. */
public final class FileProblemException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * One thing wrong with a file.
     *
     * @param line the line, from 1; 0 where the whole file is meant
     * @param what what is wrong, without secrets or a person's data
     * @param fix what to do about it
     */
    public record Problem(int line, String what, String fix) {

        /** All of it in one sentence: {@code line 12: WHAT; FIX}, without a line where the whole file is meant. */
        public String said() {
            return (line == 0 ? "" : "line " + line + ": ") + what + "; " + fix;
        }

        /** What stands behind the name of the file: {@code :12}, or nothing where the whole file is meant. */
        public String place() {
            return line == 0 ? "" : ":" + line;
        }
    }

    private final transient List<Problem> problems;

    /** One problem. */
    public FileProblemException(int line, String what, String fix) {
        this(List.of(new Problem(line, what, fix)));
    }

    /** Several problems, in line order; at least one. */
    public FileProblemException(List<Problem> problems) {
        super(problems.get(0).what());
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in line order. */
    public List<Problem> problems() {
        return problems;
    }
}
