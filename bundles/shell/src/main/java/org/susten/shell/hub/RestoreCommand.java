// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.nio.file.Path;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.db.Backups;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;

/** Has the next start restore a backup. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "restore",
        description = "Check a backup and let the next start put it in the place of all the hub has; that is set aside")
public final class RestoreCommand extends HubCommand {

    @Reference
    Backups backups;

    @Argument(index = 0, name = "file", description = "The backup", required = true)
    String file = "";

    @Override
    protected Answer answer() {
        Backups.Contents contents = backups.restoreAtNextStart(Path.of(file));
        return Answer.of(
                contents,
                "The backup is whole: " + BackupCommand.words(contents)
                        + "\nIt takes the place of all the hub has at the next start: bin/susten restart. What is there until then is"
                        + " set aside in store/before-restore-….\nNot yet? Delete store/restore.\n");
    }
}
