// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.Secrets;

/**
 * Who may come in: the users of {@code etc/users.yaml}, and as long as that file names no administrator, {@code admin} with
 * the password generated at first start into {@code etc/secrets/admin-password}. Safe for any thread.
 */
@Component(service = {FileKind.class, Users.class})
public final class Users implements FileKind {

    /** OWASP's first recommendation for Argon2id: 19 MiB, 2 passes, 1 lane. */
    private static final Argon2Function ARGON = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    /** Verified against when the name is unknown, so that a stranger cannot tell names by time. */
    private static final String NOBODY = hash("nobody has this password");

    private static final String ADMIN = "admin";
    private static final String ADMIN_SECRET = "admin-password";

    private final Secrets secrets;
    private volatile List<User> users = List.of();

    /** Makes the first administrator's password where there is none. */
    @Activate
    public Users(@Reference Secrets secrets) {
        this.secrets = secrets;
        Arrays.fill(secrets.findOrCreate(ADMIN_SECRET, 24), ' ');
    }

    static String hash(String password) {
        return Password.hash(password).addRandomSalt(16).with(ARGON).getResult();
    }

    /** The user with this name and password. Takes as long for an unknown name as for a known one. */
    Optional<User> byPassword(String name, String password) {
        Optional<User> user = users.stream().filter(u -> u.name().equals(name)).findFirst();
        if (user.isEmpty() && name.equals(ADMIN) && noAdministrator()) {
            return firstAdministrator(password);
        }
        String hash = user.map(User::password).orElse(NOBODY);
        boolean right = Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
        return right && user.isPresent() && user.get().password() != null ? user : Optional.empty();
    }

    /** The user with this token. Compares with every user in constant time. */
    Optional<User> byToken(String token) {
        byte[] digest = sha256(token);
        User found = null;
        for (User user : users) {
            String expected = user.tokenSha256();
            if (expected != null && MessageDigest.isEqual(digest, HexFormat.of().parseHex(expected))) {
                found = user;
            }
        }
        return Optional.ofNullable(found);
    }

    private boolean noAdministrator() {
        return users.stream().noneMatch(u -> u.roles().contains(Role.ADMIN));
    }

    private Optional<User> firstAdministrator(String password) {
        char[] secret = secrets.find(ADMIN_SECRET).orElse(new char[0]);
        try {
            boolean right = secret.length > 0 && MessageDigest.isEqual(sha256(password), sha256(new String(secret)));
            return right ? Optional.of(new User(ADMIN, EnumSet.of(Role.ADMIN), null, null)) : Optional.empty();
        } finally {
            Arrays.fill(secret, ' ');
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String folder() {
        return "";
    }

    @Override
    public String glob() {
        return "users.yaml";
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        users = UsersFile.read(file);
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        List<User> read = UsersFile.read(file);
        return read.size() + " users, now " + users.size();
    }

    @Override
    public void withdraw(String name) {
        users = List.of();
    }
}
