// SPDX-License-Identifier: Apache-2.0

import java.util.Map;
import java.util.stream.Collectors;

/** One line that changes on a terminal; elsewhere a line for what changed. */
final class Screen {
    static final int WIDTH = 118;

    final boolean terminal = System.console() != null;
    private Map<String, String> shown = Map.of();

    void progress(Map<String, String> states) {
        if (states.equals(shown)) {
            return;
        }
        String text = states.entrySet().stream()
                .filter(state -> terminal || !state.getValue().equals(shown.get(state.getKey())))
                .map(state -> state.getKey() + " " + state.getValue())
                .collect(Collectors.joining(", "));
        shown = states;
        String line = text.length() > WIDTH - 2 ? text.substring(0, WIDTH - 5) + "..." : text;
        System.out.print(terminal ? "\r\033[K  " + line : "  " + line + "\n");
        System.out.flush();
    }

    void clear() {
        System.out.print(terminal ? "\r\033[K" : "");
    }
}
