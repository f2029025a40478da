// SPDX-License-Identifier: Apache-2.0
package org.susten.users.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.susten.files.FileProblemException;
import org.susten.users.UsersException;

/** The file as it is now; each change is written beside, readable by the hub's user alone, and renamed. */
record UsersFile(Path path, String text, List<Account> accounts) {

    static UsersFile read(Path path) {
        try {
            String text = Files.exists(path) ? Files.readString(path) : "";
            return new UsersFile(path, text, AccountsFile.read(text));
        } catch (FileProblemException e) {
            FileProblemException.Problem first = e.problems().get(0);
            throw failed("is wrong at line " + first.line() + ": " + first.what() + "; correct it first");
        } catch (IOException e) {
            throw failed("cannot be read (" + e.getClass().getSimpleName() + "): it must belong to the hub's user");
        }
    }

    Optional<Account> find(String name) {
        return accounts.stream().filter(a -> a.name().equals(name)).findFirst();
    }

    /** Writes one account more. */
    UsersFile add(Account account) {
        List<Account> now = new ArrayList<>(accounts);
        now.add(account);
        return write(new AccountsText(text).with(account), now);
    }

    /** Writes another password of an account. */
    UsersFile replace(Account account) {
        List<Account> now = new ArrayList<>(accounts);
        now.replaceAll(a -> a.name().equals(account.name()) ? account : a);
        return write(new AccountsText(text).withPassword(account.name(), String.valueOf(account.password())), now);
    }

    /** Writes one account less. */
    UsersFile remove(String name) {
        List<Account> now = new ArrayList<>(accounts);
        now.removeIf(a -> a.name().equals(name));
        return write(new AccountsText(text).without(name), now);
    }

    private UsersFile write(String changed, List<Account> expected) {
        try {
            if (!AccountsFile.read(changed).equals(expected)) {
                throw failed("is written in a way that cannot be changed by command; edit it by hand");
            }
            replace(changed.getBytes(StandardCharsets.UTF_8));
            return new UsersFile(path, changed, expected);
        } catch (FileProblemException e) {
            throw failed("is written in a way that cannot be changed by command; edit it by hand");
        } catch (IOException e) {
            throw failed("cannot be written (" + e.getClass().getSimpleName()
                    + "): the folder must belong to the hub's user and its disk have room");
        }
    }

    private void replace(byte[] bytes) throws IOException {
        Path part = path.resolveSibling("." + path.getFileName() + ".part");
        Files.deleteIfExists(part);
        try (FileChannel out = FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
            out.force(true);
        }
        Files.move(part, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static UsersException failed(String what) {
        return new UsersException(UsersException.Kind.FILE, "etc/users.yaml " + what);
    }

    /** How many; never a hash. */
    @Override
    public String toString() {
        return accounts.size() + " users";
    }
}
