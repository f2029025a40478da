// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes an argument from what the hub knows now. */
public abstract class Words implements Completer {

    /** All that fit, whatever was typed so far. */
    protected abstract Stream<String> words();

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(words().toList()).complete(session, line, candidates);
    }
}
