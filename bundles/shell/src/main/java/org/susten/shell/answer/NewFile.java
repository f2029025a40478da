// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.karaf.shell.support.CommandException;

/** A paper that a command prints; nothing that is there already is lost. */
public final class NewFile {

    private NewFile() {}

    /** Writes it and says where. */
    public static String write(Path file, byte[] content) throws CommandException {
        try {
            Files.write(file, content, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new CommandException(file + " cannot be written: name a new file in a folder with room");
        }
        return "Printed into " + file + ".";
    }
}
