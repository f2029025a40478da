// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.susten.db.Database;
import org.susten.db.internal.SealKeys;
import org.susten.db.testing.MovableClock;
import org.susten.feeds.internal.JdbcRosters;
import org.susten.files.FileProblemException;
import org.susten.files.testing.MemorySecrets;
import org.susten.governance.Agreement;
import org.susten.governance.Ledger;
import org.susten.governance.Sources.Source;
import org.susten.governance.Training;
import org.susten.governance.internal.FileAgreements;
import org.susten.governance.internal.JdbcLedger;
import org.susten.governance.internal.JdbcParties;
import org.susten.governance.internal.JdbcSources;
import org.susten.identity.internal.JdbcPeople;
import org.susten.model.ConsentKind;
import org.susten.model.ConsentRecord;
import org.susten.model.Entity;
import org.susten.model.SourceId;
import org.susten.store.Stage;
import org.susten.store.internal.JdbcRecords;

/**
 * A hub with the invented district Riverside, an agreement, its ledger on a real database and the provider in a real servlet
 * container. Its clock stands at noon of 1 October 2026 until it is told.
 */
final class PartnerHub {

    static final String FEED = "bridges-roster";
    /** The name of its secret. */
    static final String CREDENTIAL = "roster-" + FEED + ".bridges";

    static final String SECRET = "a-secret-of-the-test";

    private static long lastRun;

    final Database database;
    final FileAgreements agreements;
    final Ledger ledger;
    final JdbcRosters rosters;
    final MovableClock clock = new MovableClock(Instant.parse("2026-10-01T16:00:00Z"));
    final MemorySecrets secrets = new MemorySecrets();
    final URI root;

    /** What the partner's people lack, if their agreement asks for training. */
    String training = "";

    private final JdbcRecords records;
    private final JdbcPeople people;
    private final Path folder;
    private final Server server = new Server();
    private final HttpClient http = HttpClient.newHttpClient();

    PartnerHub(Database database, Path folder) throws Exception {
        this.database = database;
        this.folder = folder;
        agreements = new FileAgreements(secrets, ZoneId.of("America/New_York"));
        JdbcSources sources = new JdbcSources(database);
        ledger = new JdbcLedger(database);
        records = new JdbcRecords(database);
        people = new JdbcPeople(database);
        rosters = new JdbcRosters(database, agreements, ledger, clock);
        empty();
        sources.configured(new Source("riverside", "oneroster", "riverside"));
        agreements.bindSources(sources);
        agreements.bindParties(new JdbcParties(database, new SealKeys(folder, clock)));
        agreements.bindTraining(new Training() {
            @Override
            public Optional<String> lack(Agreement agreement, List<Agreement.Contact> people, LocalDate day) {
                return Optional.of(training).filter(words -> !words.isEmpty());
            }

            @Override
            public boolean knows(String curriculum) {
                return true;
            }
        });
        secrets.kept.put(CREDENTIAL, SECRET);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(
                new ServletHolder(new ProviderServlet(rosters, secrets, "", AtPartnersDoor.PLENTY, clock)),
                "/ims/oneroster/*");
        server.setHandler(context);
        server.start();
        root = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/ims/oneroster");
    }

    void stop() throws Exception {
        server.stop();
    }

    private void empty() {
        database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(
                        """
                        do $$ declare t record; begin
                          for t in select schemaname s, tablename n from pg_tables
                                   where schemaname in ('store', 'identity', 'governance', 'feeds')
                                     and tablename not in ('migration', 'version') loop
                            execute format('alter table %I.%I disable trigger user', t.s, t.n);
                            execute format('truncate table %I.%I cascade', t.s, t.n);
                            execute format('alter table %I.%I enable trigger user', t.s, t.n);
                          end loop;
                        end $$""");
            }
        });
    }

    /** Puts the agreement in force, with these fields. */
    void agree(String fields) {
        agree(fields, "2027-07-31");
    }

    void agree(String fields, String expiry) {
        agree(fields, expiry, "bridges");
    }

    void agree(String fields, String expiry, String partner) {
        String text =
                """
                partner: {id: %s, name: Bridges Afterschool, contact: data@bridges.example}
                purpose: attendance-support
                question: Who is in which class?
                legalBasis: ferpa-99.31-a-1
                conditions: {service: class rosters, directControl: contract, criteria: annual notice}
                identifiability: identified
                population: {connection: riverside, entity: Person}
                fields:
                %seffective: 2026-08-01
                expiry: %s
                smallestCell: 10
                feeds:
                  - id: bridges-roster
                    dataset: roster
                    format: oneroster
                    mode: full
                    deliver: rest
                """
                        .formatted(partner, fields.indent(2), expiry);
        accept("bridges", text);
    }

    /** Puts an agreement with the same terms in force, for another partner and a roster of its own, {@code NAME-roster}. */
    void agreeToo(String name) throws IOException {
        accept(name, Files.readString(folder.resolve("bridges.yaml")).replace("bridges", name));
    }

    private void accept(String name, String text) {
        try {
            agreements.accept(name + ".yaml", Files.writeString(folder.resolve(name + ".yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FileProblemException e) {
            throw new IllegalArgumentException(e.problems().toString(), e);
        }
    }

    static final String FIELDS =
            """
            Organization: ['*']
            AcademicSession: ['*']
            Course: ['*']
            ClassSection: ['*']
            ClassMembership: ['*']
            StaffAssignment: [person]
            Enrollment: [organization, grade]
            Person: [givenName, familyName, identifiers, birthDate, sex]
            Assessment: ['*']
            AssessmentResult: ['*']
            """;

    /** The district as it is before anything happens. */
    void settle() {
        commit(Riverside.settled());
    }

    void refuse(int pupil) {
        commit(List.of(ConsentRecord.builder(new SourceId("tabular", "forms", "forms", "f" + pupil))
                .person(Riverside.id("users", "u" + pupil))
                .kind(ConsentKind.REFUSAL)
                .scope("attendance-support")
                .build()));
    }

    /** One run; what partners saw a second ago is asked anew. */
    void commit(List<Entity> entities) {
        long run = ++lastRun;
        List<Stage.Row> rows = new ArrayList<>();
        entities.forEach(entity -> rows.add(new Stage.Row(rows.size() + 1, entity, entity.id())));
        Stage stage = records.stage(run);
        stage.add(rows);
        Set<Stage.Coverage> coverage = new LinkedHashSet<>();
        rows.forEach(row -> coverage.add(new Stage.Coverage(
                row.origin().system(), row.origin().site(), row.origin().stream(), false, Set.of())));
        stage.compare(List.copyOf(coverage));
        stage.waitForParents();
        database.inTransaction(connection -> people.resolve(connection, run, stage.people(connection)));
        database.inTransaction(connection -> {
            long next = records.nextCommit(connection, run);
            stage.merge(connection, next);
            people.apply(connection, run, next);
            return next;
        });
        stage.drop();
        clock.forward(Duration.ofMinutes(1));
    }

    HttpResponse<String> get(String path, String authorization) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(root + path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> ask(String method, String path, String authorization) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(root + path)).method(method, HttpRequest.BodyPublishers.noBody());
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> token(String secret, String form) throws Exception {
        String basic = Base64.getEncoder().encodeToString((FEED + ':' + secret).getBytes(StandardCharsets.UTF_8));
        return http.send(
                HttpRequest.newBuilder(URI.create(root + "/token"))
                        .header("Authorization", "Basic " + basic)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** A condition that holds soon: a snapshot is taken as current for one. */
    static void await(java.util.concurrent.Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!condition.call()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("it did not come to be within ten seconds");
            }
        }
    }
}
