// SPDX-License-Identifier: Apache-2.0
package org.susten.users.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.OperatorFiles;
import org.susten.files.Secrets;
import org.susten.users.Role;
import org.susten.users.User;
import org.susten.users.Users;
import org.susten.users.UsersException;

/** Users in {@code etc/users.yaml}. One thread at a time changes them; any may ask. */
@Component(service = {FileKind.class, Users.class})
public final class FileUsers implements FileKind, Users {

    private static final Logger log = LoggerFactory.getLogger(FileUsers.class);
    private static final String FILE = "users.yaml";
    private static final String ADMIN = "admin";
    private static final String ADMIN_SECRET = "admin-password";
    private static final int SHORTEST = 12;
    private static final int LONGEST = 256;

    private final Secrets secrets;
    private final Path file;
    private final Clock clock;
    private volatile List<Account> accounts = List.of();

    /** What was written here last; whoever holds the lock. */
    private String written = "";

    /** The hub's users; where nobody ever was an administrator, makes the password of the first one. */
    @Activate
    public FileUsers(@Reference Secrets secrets, @Reference OperatorFiles files) {
        this(secrets, files.etc(), Clock.systemUTC());
    }

    FileUsers(Secrets secrets, Path etc, Clock clock) {
        this.secrets = secrets;
        this.file = etc.resolve(FILE);
        this.clock = clock;
        try {
            put(UsersFile.read(file).accounts());
        } catch (UsersException e) {
            log.warn("{}", e.getMessage());
        }
    }

    @Override
    public List<User> all() {
        List<User> users = new ArrayList<>(accounts.stream().map(Account::user).toList());
        if (firstRun()) {
            users.add(firstAdministrator());
        }
        users.sort(Comparator.comparing(User::name));
        return users;
    }

    @Override
    public Optional<User> byPassword(String name, String password) {
        Optional<Account> account =
                accounts.stream().filter(a -> a.name().equals(name)).findFirst();
        if (account.isEmpty() && name.equals(ADMIN) && firstRun()) {
            return isFirstPassword(password) ? Optional.of(firstAdministrator()) : Optional.empty();
        }
        String known = account.map(Account::password).orElse(null);
        boolean right = Hashes.matches(password, known == null ? Hashes.NOBODY : known) && known != null;
        return account.filter(a -> right && isInTime(a)).map(Account::user);
    }

    @Override
    public Optional<User> byToken(String token) {
        byte[] digest = Hashes.sha256(token);
        Account found = null;
        for (Account account : accounts) {
            String known = account.tokenSha256();
            if (known != null && Hashes.same(digest, HexFormat.of().parseHex(known))) {
                found = account;
            }
        }
        return Optional.ofNullable(found).filter(this::isInTime).map(Account::user);
    }

    @Override
    public synchronized void add(String name, Set<Role> roles, String password) {
        checkPassword(name, password);
        add(new Account(name, Set.copyOf(roles), Hashes.password(password), null, null));
    }

    @Override
    public synchronized String addToken(String name, Set<Role> roles, Optional<LocalDate> expires) {
        if (expires.filter(day -> day.isBefore(today())).isPresent()) {
            throw invalid("a token cannot expire before today");
        }
        String token = Hashes.token();
        add(new Account(name, Set.copyOf(roles), null, Hashes.sha256Hex(token), expires.orElse(null)));
        return token;
    }

    @Override
    public synchronized void password(String name, String password) {
        checkPassword(name, password);
        UsersFile now = UsersFile.read(file);
        Optional<Account> account = now.find(name);
        if (account.isEmpty() && name.equals(ADMIN) && firstRun()) {
            add(new Account(ADMIN, EnumSet.of(Role.ADMIN), Hashes.password(password), null, null));
            return;
        }
        Account known = account.orElseThrow(() -> unknown(name));
        if (known.password() == null) {
            throw new UsersException(
                    UsersException.Kind.CONFLICT, name + " comes in by token: remove it and add another");
        }
        change(now.replace(known.withPassword(Hashes.password(password))));
    }

    @Override
    public synchronized void remove(String name) {
        UsersFile now = UsersFile.read(file);
        Account account = now.find(name).orElseThrow(() -> unknown(name));
        boolean another = now.accounts().stream()
                .anyMatch(a -> a.isAdministrator() && isInTime(a) && !a.name().equals(name));
        if (account.isAdministrator() && !another) {
            throw new UsersException(
                    UsersException.Kind.CONFLICT, name + " is the only administrator: add another one first");
        }
        change(now.remove(name));
    }

    private void add(Account account) {
        if (!AccountsFile.NAME.matcher(account.name()).matches()) {
            throw invalid("a name has lower-case letters, digits, . _ - and begins with a letter, at most 64");
        }
        if (account.roles().isEmpty()) {
            throw invalid("a user needs a role: reader, operator, steward or admin");
        }
        UsersFile now = UsersFile.read(file);
        if (now.find(account.name()).isPresent()) {
            throw new UsersException(UsersException.Kind.CONFLICT, "there is a user " + account.name() + " already");
        }
        change(now.add(account));
    }

    private void change(UsersFile now) {
        written = now.text();
        put(now.accounts());
    }

    /** Puts users in force; the password of the first start is there exactly as long as none of them is an administrator. */
    private void put(List<Account> now) {
        if (now.stream().anyMatch(Account::isAdministrator)) {
            accounts = List.copyOf(now);
            secrets.remove(ADMIN_SECRET);
        } else {
            Arrays.fill(secrets.findOrCreate(ADMIN_SECRET, 24), ' ');
            accounts = List.copyOf(now);
        }
    }

    private boolean firstRun() {
        return accounts.stream().noneMatch(Account::isAdministrator)
                && secrets.find(ADMIN_SECRET).isPresent();
    }

    private static User firstAdministrator() {
        return new User(ADMIN, EnumSet.of(Role.ADMIN), User.Credential.FIRST_RUN, Optional.empty());
    }

    private boolean isFirstPassword(String password) {
        char[] secret = secrets.find(ADMIN_SECRET).orElse(new char[0]);
        try {
            return secret.length > 0 && Hashes.same(Hashes.sha256(password), Hashes.sha256(new String(secret)));
        } finally {
            Arrays.fill(secret, ' ');
        }
    }

    private boolean isInTime(Account account) {
        LocalDate last = account.expires();
        return last == null || !last.isBefore(today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static void checkPassword(String name, String password) {
        if (password.length() < SHORTEST || password.length() > LONGEST || password.contains(name)) {
            throw invalid("a password has " + SHORTEST + " to " + LONGEST
                    + " characters and does not contain the name; some words that nobody would put together are best");
        }
    }

    private static UsersException invalid(String message) {
        return new UsersException(UsersException.Kind.INVALID, message);
    }

    private static UsersException unknown(String name) {
        return new UsersException(
                UsersException.Kind.UNKNOWN,
                "there is no user "
                        + (AccountsFile.NAME.matcher(name).matches() ? name : "of that name")
                        + "; susten:users lists them");
    }

    @Override
    public String folder() {
        return "";
    }

    @Override
    public String glob() {
        return FILE;
    }

    @Override
    public synchronized void accept(String name, Path copy) throws FileProblemException {
        List<Account> read = AccountsFile.read(copy);
        if (isCurrent(copy)) {
            put(read);
        }
    }

    /** Not one that was copied just before it was changed here: the change is offered next. */
    private boolean isCurrent(Path copy) {
        try {
            return Files.readString(copy).equals(written)
                    || !Files.readString(file).equals(written);
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public String check(String name, Path copy) throws FileProblemException {
        List<Account> read = AccountsFile.read(copy);
        return read.size() + " users, now " + accounts.size();
    }

    @Override
    public synchronized void withdraw(String name) {
        put(List.of());
    }
}
