// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Parser;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.parsing.CommandLineImpl;
import org.apache.karaf.shell.support.parsing.DefaultParser;

/**
 * Lets options stand behind arguments, which Karaf does not: puts them first. A completer too, though it completes nothing, because
 * Karaf makes services of commands and completers only.
 */
@Service
public final class OptionsAnywhere implements Parser, Completer {

    /** Options of all commands that take no value. */
    public static final Set<String> FLAGS = Set.of(
            "--json",
            "--again",
            "--all",
            "--check",
            "--dead",
            "--dot",
            "--downgrade",
            "--draft",
            "--former",
            "--full",
            "--give-up",
            "--mermaid",
            "--new",
            "--remove",
            "--sample",
            "--signer",
            "--quarantined",
            "--void");

    private final Parser parser = new DefaultParser();

    @Override
    public CommandLine parse(Session session, String command, int cursor) {
        CommandLine line = parser.parse(session, command, cursor);
        List<String> words = List.of(line.getArguments());
        List<Integer> order = order(words);
        return new CommandLineImpl(
                order.stream().map(words::get).toArray(String[]::new),
                order.indexOf(line.getCursorArgumentIndex()),
                line.getArgumentPosition(),
                line.getBufferPosition(),
                line.getBuffer());
    }

    /** The command, its options with their values, its arguments: each by its place as typed. */
    static List<Integer> order(List<String> words) {
        List<Integer> options = new ArrayList<>();
        List<Integer> arguments = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                arguments.add(i);
                continue;
            }
            options.add(i);
            if (!FLAGS.contains(word) && !word.contains("=") && i + 1 < words.size()) {
                options.add(++i);
            }
        }
        List<Integer> order = new ArrayList<>();
        if (!words.isEmpty()) {
            order.add(0);
        }
        order.addAll(options);
        order.addAll(arguments);
        return order;
    }

    @Override
    public String preprocess(Session session, CommandLine line) {
        return String.join(" ", line.getArguments());
    }

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return -1;
    }
}
