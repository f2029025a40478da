// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.susten.files.OperatorFiles;
import org.susten.files.testing.MemorySecrets;

/** What becomes of the doors when their certificate is another. */
class DoorsTest {

    private static final String KEY = "keystore-password";
    private static final String PASSWORD = "harbor-light";

    @TempDir
    Path etc;

    private final List<Dictionary<?, ?>> opened = new ArrayList<>();
    private final MemorySecrets secrets = MemorySecrets.of(KEY, PASSWORD);
    private Doors doors;

    @BeforeEach
    void open() throws Exception {
        doors = new Doors(new Shut(), configurations(), files(), secrets);
    }

    @AfterEach
    void stop() {
        doors.stop();
    }

    @Test
    void a_renewed_certificate_with_the_same_password_opens_the_doors_anew() throws Exception {
        assertThat(opened).hasSize(1);
        settle();
        assertThat(opened).as("nothing is another").hasSize(1);

        renew(PASSWORD);
        doors.look();
        assertThat(opened).as("it may be being written yet").hasSize(1);
        doors.look();
        assertThat(opened).hasSize(2);
    }

    @Test
    void a_certificate_that_cannot_be_opened_leaves_the_doors_as_they_are_until_its_password_is_there()
            throws Exception {
        renew("another-light");
        settle();
        assertThat(opened).hasSize(1);

        secrets.kept.put(KEY, "another-light");
        settle();
        assertThat(opened).hasSize(2);
        assertThat(opened.get(1).get("org.apache.felix.https.keystore.password"))
                .isEqualTo("another-light");
    }

    @Test
    void a_hub_that_starts_with_a_wrong_password_opens_its_doors_once_it_is_right() throws Exception {
        doors.stop();
        opened.clear();
        secrets.kept.put(KEY, "wrong-light");
        doors = new Doors(new Shut(), configurations(), files(), secrets);
        assertThat(opened).isEmpty();

        secrets.kept.put(KEY, PASSWORD);
        settle();
        assertThat(opened).hasSize(1);
    }

    @Test
    void certificates_without_a_key_open_no_door_and_it_is_said_what_is_missing() throws Exception {
        Path keystore = etc.resolve("keystore.p12");
        KeyStore whole = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keystore)) {
            whole.load(in, PASSWORD.toCharArray());
        }
        KeyStore bare = KeyStore.getInstance("PKCS12");
        bare.load(null, null);
        bare.setCertificateEntry("hub", whole.getCertificate("susten"));
        try (OutputStream out = Files.newOutputStream(keystore)) {
            bare.store(out, PASSWORD.toCharArray());
        }
        settle();

        assertThat(opened).hasSize(1);
        assertThat(Certificate.problem(Files.readAllBytes(keystore), PASSWORD.toCharArray())
                        .orElseThrow())
                .contains("no private key", "openssl pkcs12 -export");
        assertThat(Certificate.problem(Files.readAllBytes(keystore), "wrong".toCharArray())
                        .orElseThrow())
                .contains("etc/secrets/keystore-password");
    }

    /** As the clock would have it: what rests for two looks counts. */
    private void settle() throws IOException {
        doors.look();
        doors.look();
    }

    private void renew(String with) throws IOException {
        Path made = Files.createDirectory(etc.resolve(with)).resolve("keystore.p12");
        Certificate.ensure(made, with.toCharArray());
        Files.move(made, etc.resolve("keystore.p12"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Keeps what was written last, as Configuration Admin does. */
    private ConfigurationAdmin configurations() {
        Configuration felix = fake(Configuration.class, (self, method, arguments) -> switch (method.getName()) {
            case "getProperties" -> opened.isEmpty() ? null : opened.get(opened.size() - 1);
            case "update" -> {
                opened.add((Dictionary<?, ?>) arguments[0]);
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.getName());
        });
        return fake(ConfigurationAdmin.class, (self, method, arguments) -> felix);
    }

    private static <T> T fake(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }

    private OperatorFiles files() {
        return new OperatorFiles() {
            @Override
            public List<State> states() {
                return List.of();
            }

            @Override
            public String check(String name, Path file) {
                throw new UnsupportedOperationException(name);
            }

            @Override
            public Path etc() {
                return etc;
            }

            @Override
            public Subscription onChange(Runnable listener) {
                return () -> {};
            }
        };
    }

    /** Ports that the system chooses: nothing listens at them. */
    private static final class Shut implements Doors.Config {
        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int httpsPort() {
            return 0;
        }

        @Override
        public int httpPort() {
            return 0;
        }

        @Override
        public int requestLimit() {
            return Doors.REQUEST_LIMIT;
        }

        @Override
        public long uploadLimit() {
            return Doors.UPLOAD_LIMIT;
        }

        @Override
        public int requestsAtOnce() {
            return Doors.REQUESTS_AT_ONCE;
        }

        @Override
        public int requestsInTenSeconds() {
            return Doors.REQUESTS_IN_TEN_SECONDS;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return Doors.Config.class;
        }
    }
}
