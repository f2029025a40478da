// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Database;
import org.susten.db.Sql;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Ledger;
import org.susten.governance.Passes;
import org.susten.governance.Training;

/** The passes in PostgreSQL, so that every hub on it knows at once that one is void. */
@Component
public final class JdbcPasses implements Passes {

    private static final Logger log = LoggerFactory.getLogger(JdbcPasses.class);
    private static final Pattern ID = Pattern.compile("([a-z0-9-]{1,63})\\.(\\d{1,18})");
    private static final int SECRET_BYTES = 32;

    private static final String PASS =
            """
            select p.number, p.partner, p.holder, p.issued, p.issued_by, p.ended, p.ended_by,
                   (select max(u.at) from governance.pass_use u where u.pass = p.number), p.hash
            from governance.pass p""";

    private final Database database;
    private final Openers openers;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** Brings the schema up to date. */
    @Activate
    public JdbcPasses(@Reference Database database, @Reference Agreements agreements, @Reference Training training) {
        this(database, agreements, training, Clock.systemUTC());
    }

    /** The same, by another clock. */
    public JdbcPasses(Database database, Agreements agreements, Training training, Clock clock) {
        this.database = database;
        this.openers = new Openers(agreements, training);
        this.clock = clock;
        database.migrate("governance", Ledger.class);
    }

    @Override
    public Optional<Issued> issue(String partner, String person, String who) {
        String holder = Openers.name(person);
        if (!openers.named(partner, holder)) {
            return Optional.empty();
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = clock.instant();
        Pass pass = database.inTransaction(transaction -> {
            Sql.run(
                    transaction,
                    """
                    update governance.pass set ended = ?, ended_by = ?
                    where partner = ? and holder = ? and ended is null""",
                    now,
                    who,
                    partner,
                    holder);
            long number = Sql.first(
                            transaction,
                            """
                            insert into governance.pass (partner, holder, hash, issued, issued_by)
                            values (?, ?, ?, ?, ?) returning number""",
                            row -> row.getLong(1),
                            partner,
                            holder,
                            hash(secret),
                            now,
                            who)
                    .orElseThrow();
            return known(transaction, number).orElseThrow().pass();
        });
        log.info("pass {} was given by {}", pass.id(), who);
        return Optional.of(new Issued(pass, secret.toCharArray()));
    }

    @Override
    public Optional<Pass> revoke(String id, String who) {
        Optional<Pass> ended = database.inTransaction(transaction -> {
            Optional<Pass> pass = look(transaction, id).map(Known::pass);
            if (pass.isPresent()) {
                Sql.run(
                        transaction,
                        "update governance.pass set ended = ?, ended_by = ? where number = ? and ended is null",
                        clock.instant(),
                        who,
                        pass.get().number());
                pass = known(transaction, pass.get().number()).map(Known::pass);
            }
            return pass;
        });
        ended.ifPresent(pass -> log.info("pass {} was revoked by {}", pass.id(), who));
        return ended;
    }

    @Override
    public List<Pass> all() {
        return database.inTransaction(transaction -> Sql.list(
                transaction, PASS + " order by p.number desc", row -> known(row).pass()));
    }

    @Override
    public Optional<Pass> find(String id) {
        return database.inTransaction(transaction -> look(transaction, id).map(Known::pass));
    }

    @Override
    public Optional<Pass> admitted(String id, String secret) {
        Optional<Known> known = database.inTransaction(transaction -> look(transaction, id));
        boolean same = MessageDigest.isEqual(known.map(Known::hash).orElseGet(() -> hash("nobody's")), hash(secret));
        return known.filter(found -> same).map(Known::pass);
    }

    @Override
    public Decision mayComeIn(Pass pass, Instant now) {
        return openers.any(pass.partner(), pass.holder(), now);
    }

    @Override
    public Decision mayOpen(Pass pass, String feed, Instant now) {
        return openers.feed(pass.partner(), pass.holder(), feed, now);
    }

    @Override
    public void note(Pass pass, String deed, String subject, Instant now) {
        database.inTransaction(transaction -> Sql.run(
                transaction,
                "insert into governance.pass_use (pass, at, deed, subject) values (?, ?, ?, ?)",
                pass.number(),
                now,
                deed,
                subject));
        log.info("pass {}: {}, {}", pass.id(), deed, subject);
    }

    @Override
    public List<Use> uses(String of, int limit) {
        Matcher id = ID.matcher(of);
        return database.inTransaction(transaction -> Sql.list(
                transaction,
                """
                select u.at, p.partner || '.' || p.number, p.holder, u.deed, u.subject
                from governance.pass_use u join governance.pass p on p.number = u.pass
                where ? = '' or u.subject = ? or p.partner = ? and p.number = ?
                order by u.number desc limit ?""",
                row -> new Use(
                        row.getTimestamp(1).toInstant(),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5)),
                of,
                of,
                id.matches() ? id.group(1) : "",
                id.matches() ? Long.parseLong(id.group(2)) : 0L,
                limit));
    }

    private record Known(Pass pass, byte[] hash) {}

    /** One that is not void. */
    private static Optional<Known> look(Connection transaction, String id) throws SQLException {
        Matcher parts = ID.matcher(id);
        return parts.matches()
                ? known(transaction, Long.parseLong(parts.group(2)))
                        .filter(known -> known.pass().id().equals(id)
                                && known.pass().ended().isEmpty())
                : Optional.empty();
    }

    private static Optional<Known> known(Connection transaction, long number) throws SQLException {
        return Sql.first(transaction, PASS + " where p.number = ?", JdbcPasses::known, number);
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(
                new Pass(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getString(5),
                        instant(row.getTimestamp(6)),
                        Optional.ofNullable(row.getString(7)),
                        instant(row.getTimestamp(8))),
                row.getBytes(9));
    }

    private static Optional<Instant> instant(@Nullable Timestamp at) {
        return Optional.ofNullable(at).map(Timestamp::toInstant);
    }

    /** Of a secret nobody can guess: it needs no salt and no work. */
    private static byte[] hash(String secret) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }
}
