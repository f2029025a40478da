// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.files.OperatorFiles;
import org.susten.files.Secrets;

/**
 * Opens the hub's HTTP doors: makes sure of the certificate, then writes the configuration of Felix HTTP, which stays shut
 * until it comes. Loopback only unless the operator says otherwise.
 */
@Component(name = "org.susten.rest", service = Doors.class, immediate = true)
@Designate(ocd = Doors.Config.class)
public final class Doors {

    static final int REQUEST_LIMIT = 4_194_304;
    static final long UPLOAD_LIMIT = 8_589_934_592L;
    static final int REQUESTS_AT_ONCE = 32;
    static final int REQUESTS_IN_TEN_SECONDS = 10_000;

    private static final Logger log = LoggerFactory.getLogger(Doors.class);
    private static final long LOOK_SECONDS = 5;

    private static final String PID = "org.apache.felix.http";

    /** Whether this JVM has opened them before: a configuration left by an earlier one holds no port. */
    private static volatile boolean opened;

    /** Keys of {@code etc/org.susten.rest.cfg}. */
    @ObjectClassDefinition(name = "Susten HTTP doors")
    @interface Config {
        /** Address to listen on. */
        @AttributeDefinition(
                description = "Address to listen on; 127.0.0.1 until the hub is meant to be reached from elsewhere")
        String host() default "127.0.0.1";

        /** HTTPS port. */
        @AttributeDefinition(description = "HTTPS port")
        int httpsPort() default 8443;

        /** HTTP port on loopback. */
        @AttributeDefinition(description = "Plain HTTP port, opened on loopback only; 0 for none")
        int httpPort() default 8181;

        /** Largest request body in bytes. */
        @AttributeDefinition(description = "Largest request body in bytes")
        int requestLimit() default REQUEST_LIMIT;

        /** Largest file that may be uploaded, in bytes. */
        @AttributeDefinition(description = "Largest file that may be uploaded for a connection, in bytes")
        long uploadLimit() default UPLOAD_LIMIT;

        /** Requests of one user that are answered at the same time. */
        @AttributeDefinition(description = "Requests of one user that are answered at the same time")
        int requestsAtOnce() default REQUESTS_AT_ONCE;

        /** Requests of one user in ten seconds. */
        @AttributeDefinition(description = "Requests of one user that are answered in ten seconds")
        int requestsInTenSeconds() default REQUESTS_IN_TEN_SECONDS;
    }

    private final Config config;
    private final ConfigurationAdmin admin;
    private final Path keystore;
    private final Secrets secrets;
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();
    /** Key and password that were tried last. For one thread at a time. */
    private String tried = "";
    /** The same as the last look found them; what differs from one look to the next is being written. */
    private String seen = "";

    /** Opens the doors, or says why not and does so once that is mended. */
    @Activate
    public Doors(
            Config config,
            @Reference ConfigurationAdmin admin,
            @Reference OperatorFiles files,
            @Reference Secrets secrets)
            throws IOException {
        this.config = config;
        this.admin = admin;
        this.keystore = files.etc().resolve("keystore.p12");
        this.secrets = secrets;
        look();
        look();
        looking.scheduleWithFixedDelay(this::lookAgain, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    }

    @Deactivate
    void stop() {
        looking.shutdownNow();
    }

    private void lookAgain() {
        try {
            look();
        } catch (IOException | RuntimeException e) {
            log.warn("etc/keystore.p12 cannot be looked at: {}", e.toString());
        }
    }

    /** A key or password that is another now, and has come to rest, is tried; one that opens nothing leaves the doors as they are. */
    synchronized void look() throws IOException {
        char[] password = secrets.findOrCreate("keystore-password", 24);
        try {
            Certificate.ensure(keystore, password);
            byte[] content = Files.readAllBytes(keystore);
            String print = print(content, password);
            boolean rests = print.equals(seen);
            seen = print;
            if (!rests || print.equals(tried)) {
                return;
            }
            Optional<String> problem = Certificate.problem(content, password);
            if (problem.isEmpty()) {
                open(password, print);
            } else {
                log.error("{}. The doors stay as they are; this is looked at again as it changes", problem.get());
            }
            tried = print;
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    private void open(char[] password, String print) throws IOException {
        boolean loopback = InetAddress.getByName(config.host()).isLoopbackAddress();
        Configuration felix = admin.getConfiguration(PID, "?");
        Dictionary<String, Object> wanted = felix(config, keystore, new String(password), loopback);
        // Nobody reads it: a renewed certificate of the same name and password makes the doors open anew.
        wanted.put("org.susten.keystore", print);
        if (!same(felix.getProperties(), wanted)) {
            check(config, loopback, felix.getProperties());
            felix.update(wanted);
        }
        opened = true;
        log.info(
                "doors: https://{}:{} and, on loopback, http port {}",
                config.host(),
                config.httpsPort(),
                loopback ? config.httpPort() : 0);
    }

    private static String print(byte[] content, char[] password) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(content);
            digest.update(new String(password).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Dictionary<String, Object> felix(Config config, Path keystore, String password, boolean loopback) {
        Dictionary<String, Object> p = new Hashtable<>();
        p.put("org.apache.felix.http.host", config.host());
        p.put("org.apache.felix.http.enable", loopback && config.httpPort() > 0);
        p.put("org.osgi.service.http.port", config.httpPort());
        p.put("org.apache.felix.https.enable", true);
        p.put("org.osgi.service.http.port.secure", config.httpsPort());
        p.put("org.apache.felix.https.keystore", keystore.toString());
        p.put("org.apache.felix.https.keystore.type", "PKCS12");
        p.put("org.apache.felix.https.keystore.password", password);
        p.put("org.apache.felix.https.keystore.key.password", password);
        p.put("org.apache.felix.https.jetty.protocols.included", new String[] {"TLSv1.2", "TLSv1.3"});
        p.put("org.apache.felix.http.jetty.sendServerHeader", false);
        // the gate knows what may be larger than the rest
        p.put("org.apache.felix.http.jetty.requestSizeLimit", -1);
        p.put("org.apache.felix.http.jetty.headerBufferSize", 16_384);
        p.put("org.apache.felix.http.jetty.errorPageCustomHeaders", "X-Content-Type-Options=nosniff");
        return p;
    }

    private static boolean same(@Nullable Dictionary<String, Object> now, Dictionary<String, Object> wanted) {
        if (now == null) {
            return false;
        }
        return Collections.list(wanted.keys()).stream()
                .allMatch(k -> String.valueOf(now.get(k)).equals(String.valueOf(wanted.get(k)))
                        || now.get(k) instanceof String[]);
    }

    /** Ports that we hold already are not asked again. */
    private static void check(Config config, boolean loopback, @Nullable Dictionary<String, Object> now)
            throws IOException {
        if (!holds(now, "org.osgi.service.http.port.secure", config.httpsPort())) {
            free(config.host(), config.httpsPort(), "httpsPort");
        }
        if (loopback && config.httpPort() > 0 && !holds(now, "org.osgi.service.http.port", config.httpPort())) {
            free(config.host(), config.httpPort(), "httpPort");
        }
    }

    private static boolean holds(@Nullable Dictionary<String, Object> now, String key, int port) {
        return opened && now != null && String.valueOf(now.get(key)).equals(Integer.toString(port));
    }

    private static void free(String host, int port, String key) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new IOException(
                    "port " + port + " is taken: stop what uses it, or set another " + key
                            + " in etc/org.susten.rest.cfg",
                    e);
        }
    }
}
