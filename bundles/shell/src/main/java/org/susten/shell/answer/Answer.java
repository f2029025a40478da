// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a command found or did.
 *
 * @param value what JSON says
 * @param text what people read
 * @param fault why the command has no success although it has an answer
 */
public record Answer(Object value, String text, Optional<String> fault) {

    /** A list as a table, or one sentence where it is empty. */
    public static Answer list(List<?> values, Table table, String none) {
        return new Answer(values, values.isEmpty() ? none + "\n" : table.toString(), Optional.empty());
    }

    /** The first of a list in which one more was asked for than is wanted, and how those behind the last are seen. */
    public static <T> Answer part(
            List<T> found, int most, Function<List<T>, Answer> table, Function<T, String> behind) {
        List<T> shown = found.stream().limit(most).toList();
        Answer answer = table.apply(shown);
        return found.size() == shown.size()
                ? answer
                : of(
                        answer.value,
                        answer.text + '\n' + behind.apply(shown.get(most - 1)) + ", or --limit for more at once.\n");
    }

    /** Something with a text of its own. */
    public static Answer of(Object value, String text) {
        return new Answer(value, text, Optional.empty());
    }

    /** Something done, told in a sentence. */
    public static Answer done(String sentence) {
        return of(Map.of("done", sentence), sentence + "\n");
    }

    /** The same, of a command that ends without success. */
    public Answer failing(String why) {
        return new Answer(value, text, Optional.of(why));
    }
}
