// SPDX-License-Identifier: Apache-2.0
package org.susten.users.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.susten.files.Durable;
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
            Durable.write(path, changed.getBytes(StandardCharsets.UTF_8));
            return new UsersFile(path, changed, expected);
        } catch (FileProblemException e) {
            throw failed("is written in a way that cannot be changed by command; edit it by hand");
        } catch (IOException e) {
            throw failed("cannot be written (" + e.getClass().getSimpleName()
                    + "): the folder must belong to the hub's user and its disk have room");
        }
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
