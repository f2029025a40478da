// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.db.Backups;
import org.susten.model.words.Count;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;

/** Takes a backup, or reads one to its end. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "backup",
        description =
                "Back up the database, raw input, packages and add-ons into one encrypted file, while the hub works")
public final class BackupCommand extends HubCommand {

    @Reference
    Backups backups;

    @Argument(index = 0, name = "file", description = "A new file, best on another disk", required = true)
    String file = "";

    @Option(name = "--check", description = "Take none: read this one to its end and say what it holds")
    boolean check;

    @Override
    protected Answer answer() {
        Backups.Contents contents = check ? backups.verify(Path.of(file)) : backups.take(Path.of(file));
        return Answer.of(
                contents,
                (check ? "The backup is whole: " : "Backed up: ") + words(contents)
                        + "\nIt opens only with etc/ of this hub (etc/secrets/backup-key and the other keys): keep a copy of etc/"
                        + " elsewhere than the backup.\n");
    }

    static String words(Backups.Contents contents) {
        return Count.of(contents.rows(), "row", "rows") + " of " + Count.of(contents.tables(), "table", "tables")
                + " and " + Count.of(contents.files(), "file", "files") + ", as of " + contents.taken() + ".";
    }
}
