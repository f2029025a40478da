// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.susten.files.Pasted;
import org.susten.files.Secrets;
import org.susten.spi.ClientCertificate;

/** Secrets and trust for the other side, by the names an address gives. */
public record Logins(Secrets secrets, Path etc) {

    /** The secret an option names; empty where the option is not there. */
    public Optional<String> secret(Address address, String option) {
        // the name is not shown: someone may have written the secret itself
        return address.options().find(option).map(name -> {
            char[] secret =
                    name.matches("[A-Za-z0-9._-]{1,100}") ? secrets.find(name).orElse(null) : null;
            if (secret == null) {
                throw TransportException.settings(
                        "option " + option + " of " + address + " does not name a secret",
                        "put the secret into a file in etc/secrets and write the file's name");
            }
            // libraries on the other side of this line want text
            String text = new String(secret);
            Arrays.fill(secret, '\0');
            return text;
        });
    }

    /** What is shown to a server that asks who the hub is; empty where the address names nothing. */
    Optional<ClientCertificate> clientCertificate(Address address) {
        return secret(address, "clientCertificate").map(pem -> {
            try {
                return ClientCertificate.of(pem.toCharArray());
            } catch (IllegalArgumentException e) {
                throw TransportException.settings(
                        "the secret that option clientCertificate of " + address + " names is no client certificate",
                        String.valueOf(e.getMessage()));
            }
        });
    }

    /** The value of the Authorization header; empty where nothing is to be said. */
    Optional<String> authorization(Address address) {
        Optional<String> token = secret(address, "token");
        if (token.isPresent()) {
            return Optional.of("Bearer " + token.get());
        }
        Optional<String> password = secret(address, "password");
        return password.map(p -> {
            byte[] pair = (address.options().get("user", "") + ":" + p).getBytes(StandardCharsets.UTF_8);
            return "Basic " + Base64.getEncoder().encodeToString(pair);
        });
    }

    /** A file below etc that an option names. */
    Path file(Address address, String option, String otherwise) {
        Path file = etc.resolve(address.options().get(option, otherwise)).normalize();
        if (!file.startsWith(etc.normalize()) || !Files.isReadable(file)) {
            throw TransportException.settings(
                    "option " + option + " of " + address + ": there is no such file below etc",
                    "put it there, or name it in the option");
        }
        return file;
    }

    /** The content of such a file. */
    byte[] content(Address address, String option, String otherwise) {
        Path file = file(address, option, otherwise);
        try {
            return Pasted.read(file);
        } catch (IOException e) {
            throw new TransportException(
                    TransportException.Kind.SETTINGS, "etc/" + etc.relativize(file) + " cannot be read", e);
        }
    }
}
