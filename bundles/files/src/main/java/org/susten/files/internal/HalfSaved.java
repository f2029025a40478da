// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import java.util.List;
import org.susten.files.FileProblemException.Problem;

/**
 * Content that ends within a line where the one in force does not: whoever saved it was cut off. What is left may well make
 * sense, as {@code smallestCell: 1} does of {@code smallestCell: 10}, so no kind of file could tell.
 */
final class HalfSaved {

    private HalfSaved() {}

    /** What is wrong with the content, if the content before it ended as text does. */
    static List<Problem> problems(byte[] content, byte[] before) {
        if (!ended(before) || ended(content)) {
            return List.of();
        }
        int line = 1;
        for (byte b : content) {
            if (b == 0) {
                return List.of(new Problem(
                        line,
                        "the file holds bytes that are no text: it may have been saved as UTF-16",
                        "save it as UTF-8"));
            }
            line += b == '\n' ? 1 : 0;
        }
        return List.of(new Problem(
                line,
                content.length == 0
                        ? "the file is empty: it may have been saved by half"
                        : "the file ends within this line: it may have been saved by half",
                "save it again whole, with an end of line after the last one"));
    }

    private static boolean ended(byte[] text) {
        return text.length > 0 && text[text.length - 1] == '\n';
    }
}
