// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.List;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

/** Completes an argument from what the hub knows now. */
abstract class Words implements Completer {

    abstract Stream<String> words();

    @Override
    public final int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(words().toList()).complete(session, line, candidates);
    }
}
