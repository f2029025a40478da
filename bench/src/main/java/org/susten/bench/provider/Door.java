// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.susten.allowance.Bounds;
import org.susten.db.Database;
import org.susten.feeds.internal.JdbcRosters;
import org.susten.files.FileProblemException;
import org.susten.files.Secrets;
import org.susten.governance.Sources.Source;
import org.susten.governance.internal.FileAgreements;
import org.susten.governance.internal.JdbcLedger;
import org.susten.governance.internal.JdbcSources;
import org.susten.provider.internal.ProviderServlet;

/** The provider behind TLS in the servlet container that the hub has, with one agreement over the whole district. */
final class Door implements AutoCloseable {

    static final String FEED = "bench-roster";
    static final String SECRET = "a-secret-of-the-benchmark";

    /** What one credential may have where nobody says otherwise. */
    private static final Bounds USUAL = new Bounds(100, 100_000);

    private static final String PASSWORD = "for a benchmark";
    private static final String AGREEMENT =
            """
            partner: {id: bench, name: Bench, contact: data@bench.example}
            purpose: attendance-support
            question: How fast is a roster read?
            legalBasis: ferpa-99.31-a-1
            conditions: {service: reading, directControl: as agreed, criteria: the annual notice}
            identifiability: identified
            population: {connection: riverside, entity: Person}
            fields:
              Organization: ['*']
              AcademicSession: ['*']
              Course: ['*']
              ClassSection: ['*']
              ClassMembership: ['*']
              Enrollment: [organization, grade]
              Person: [givenName, familyName, identifiers]
            effective: 2020-08-01
            expiry: 2099-07-31
            smallestCell: 10
            feeds:
              - {id: bench-roster, dataset: roster, format: oneroster, mode: full, deliver: rest}
            """;

    private final Server server = new Server();
    private final ServerConnector connector;

    Door(Database database, Path folder) throws Exception {
        Memory secrets = new Memory();
        secrets.kept.put("roster-" + FEED + ".bench", SECRET.toCharArray());
        FileAgreements agreements = new FileAgreements(secrets, ZoneOffset.UTC);
        JdbcSources sources = new JdbcSources(database);
        sources.configured(new Source(District.SITE, "oneroster", District.SITE));
        agreements.bindSources(sources);
        try {
            agreements.accept("bench.yaml", Files.writeString(folder.resolve("bench.yaml"), AGREEMENT));
        } catch (FileProblemException e) {
            throw new IllegalStateException(e.problems().toString(), e);
        }
        JdbcRosters rosters = new JdbcRosters(database, agreements, new JdbcLedger(database), Clock.systemUTC());
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStorePath(keystore(folder).toString());
        tls.setKeyStorePassword(PASSWORD);
        HttpConfiguration http = new HttpConfiguration();
        http.addCustomizer(new SecureRequestCustomizer(false));
        connector = new ServerConnector(server, tls, new HttpConnectionFactory(http));
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(
                new ServletHolder(new ProviderServlet(rosters, secrets, "", USUAL, Clock.systemUTC())),
                "/ims/oneroster/*");
        server.setHandler(context);
        server.start();
    }

    int port() {
        return connector.getLocalPort();
    }

    private static Path keystore(Path folder) throws IOException, InterruptedException {
        Path keystore = folder.resolve("keystore.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "susten",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keystore.toString(),
                        "-storepass",
                        PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (keytool.waitFor() != 0) {
            throw new IOException("keytool could not make a certificate in " + folder);
        }
        return keystore;
    }

    @Override
    public void close() throws IOException {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IOException("the servlet container did not stop", e);
        }
    }

    private static final class Memory implements Secrets {
        private final Map<String, char[]> kept = new ConcurrentHashMap<>();

        @Override
        public Optional<char[]> find(String name) {
            return Optional.ofNullable(kept.get(name)).map(char[]::clone);
        }

        @Override
        public char[] findOrCreate(String name, int bytes) {
            return kept.computeIfAbsent(name, n -> "bench".repeat(bytes).toCharArray())
                    .clone();
        }
    }
}
