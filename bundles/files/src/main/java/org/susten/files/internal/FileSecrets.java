// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.susten.files.Durable;
import org.susten.files.SecretException;
import org.susten.files.Secrets;

/**
 * Secrets in files of their own: first those that systemd hands to its service (LoadCredentialEncrypted), which it keeps encrypted on the
 * disk and guards itself, then those below {@code etc/secrets}.
 */
@Component
public final class FileSecrets implements Secrets {

    /** Where they lie, below {@code etc}. */
    static final String FOLDER = "secrets";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,149}");
    /** In which variable systemd tells a service where its credentials lie (systemd.exec, "Credentials"). */
    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

    private static final int LARGEST = 1 << 16;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private final Path folder;
    private final Optional<Path> credentials;
    private final SecureRandom random = new SecureRandom();

    /** Secrets of this hub. */
    @Activate
    public FileSecrets(BundleContext context) {
        this(Places.of(context), Optional.ofNullable(System.getenv(CREDENTIALS)).map(Path::of));
    }

    FileSecrets(Places places) {
        this(places, Optional.empty());
    }

    FileSecrets(Places places, Optional<Path> credentials) {
        this.folder = places.etc().resolve(FOLDER);
        this.credentials = credentials;
    }

    @Override
    public Optional<char[]> find(String name) {
        Path file = file(name);
        try {
            Optional<Path> handed = handed(name);
            if (handed.isPresent()) {
                return Optional.of(read(name, handed.get()));
            }
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            refuseOpen(name, file);
            return Optional.of(read(name, file));
        } catch (IOException e) {
            throw new SecretException(
                    "etc/secrets/" + name + " cannot be read",
                    "give it to the user who runs the hub (chown, chmod 600)",
                    e);
        }
    }

    @Override
    public synchronized char[] findOrCreate(String name, int bytes) {
        Optional<char[]> kept = find(name);
        if (kept.isPresent()) {
            return kept.get();
        }
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        byte[] text = Base64.getUrlEncoder().withoutPadding().encode(value);
        try {
            Durable.createPrivateFolders(folder);
            Durable.write(file(name), text);
            return StandardCharsets.US_ASCII
                    .decode(ByteBuffer.wrap(text))
                    .toString()
                    .toCharArray();
        } catch (IOException e) {
            throw new SecretException(
                    "etc/secrets/" + name + " cannot be written",
                    "the folder must belong to the user who runs the hub",
                    e);
        } finally {
            Arrays.fill(value, (byte) 0);
            Arrays.fill(text, (byte) 0);
        }
    }

    @Override
    public synchronized void remove(String name) {
        Path file = file(name);
        if (handed(name).isPresent()) {
            throw new SecretException(
                    "the secret " + name + " is a credential of the service, which the hub cannot remove",
                    "take it out of the service's unit and of the credential store, then start the hub again",
                    null);
        }
        try {
            Durable.delete(file);
        } catch (IOException e) {
            throw new SecretException("etc/secrets/" + name + " cannot be removed", "remove it by hand", e);
        }
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new SecretException(
                    "the name of a secret has letters, digits, '.', '_' and '-' only",
                    "name a file in etc/secrets",
                    null);
        }
        return folder.resolve(name);
    }

    private Optional<Path> handed(String name) {
        return credentials.map(given -> given.resolve(name)).filter(Files::exists);
    }

    private static void refuseOpen(String name, Path file) throws IOException {
        Set<PosixFilePermission> open = EnumSet.noneOf(PosixFilePermission.class);
        open.addAll(Files.getPosixFilePermissions(file));
        open.retainAll(OTHERS);
        if (!open.isEmpty()) {
            throw new SecretException(
                    "etc/secrets/" + name + " is open to other users and is not used",
                    "chmod 600 it, and change the secret where others may have read it",
                    null);
        }
    }

    private static char[] read(String name, Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new SecretException(
                    "etc/secrets/" + name + " is longer than 64 KiB and hardly a secret",
                    "put the secret alone into it",
                    null);
        }
        byte[] bytes = Files.readAllBytes(file);
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            int end = text.limit();
            if (end > 0 && text.get(end - 1) == '\n') {
                end--;
            }
            if (end > 0 && text.get(end - 1) == '\r') {
                end--;
            }
            if (end > 0 && text.get(0) == BYTE_ORDER_MARK) {
                text.position(1);
            }
            char[] secret = new char[end - text.position()];
            text.get(secret);
            Arrays.fill(text.array(), ' ');
            return secret;
        } catch (CharacterCodingException e) {
            throw new SecretException("etc/secrets/" + name + " is not UTF-8 text", "save it as UTF-8", null);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
