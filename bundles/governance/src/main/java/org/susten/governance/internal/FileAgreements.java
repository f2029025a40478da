// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.DatabaseException;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.OperatorFiles;
import org.susten.files.Roads;
import org.susten.files.Secrets;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Elements;
import org.susten.governance.Pseudonyms;
import org.susten.governance.Sources;
import org.susten.governance.Training;

/** The agreements as files say them. */
@Component(
        immediate = true,
        service = {Agreements.class, FileKind.class, FileAgreements.class},
        configurationPid = "org.susten.governance")
@Designate(ocd = GovernanceConfig.class)
public final class FileAgreements implements Agreements, FileKind {

    private static final int KEY_BYTES = 32;

    private static final Logger log = LoggerFactory.getLogger(FileAgreements.class);

    private final Secrets secrets;
    private final ZoneId zone;
    private final AgreementReader reader;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    /** By file name. Replaced whole by the one thread that hands files over; never changed. */
    private volatile Map<String, AgreementReader.Read> inForce = Map.of();
    /** Absent until the database has answered. */
    private volatile @Nullable JdbcSources sources;
    /** Absent until the completions have been read. */
    private volatile @Nullable Training training;
    /** Absent until the database has answered. */
    private volatile @Nullable JdbcParties parties;
    /** Absent until the transport is there. */
    private volatile @Nullable Roads roads;
    /** Absent until the hub looks at its files; only doubts need it. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    volatile @Nullable OperatorFiles files;
    /** As the ledger had it when a file was read last; the ledger asks again whenever something leaves. */
    private volatile JdbcParties.Told told = JdbcParties.Told.NOBODY;

    /** Starts with no agreement, and so with no permission. */
    @Activate
    public FileAgreements(@Reference Secrets secrets, GovernanceConfig config) {
        this(secrets, config.timeZone().isBlank() ? ZoneId.systemDefault() : ZoneId.of(config.timeZone()));
    }

    /** The same, in the given zone. */
    public FileAgreements(Secrets secrets, ZoneId zone) {
        this.secrets = secrets;
        this.zone = zone;
        this.reader = new AgreementReader();
    }

    private FileAgreements(FileAgreements live) {
        this.secrets = live.secrets;
        this.zone = live.zone;
        this.reader = live.reader;
        this.inForce = live.inForce;
        this.sources = live.sources;
        this.training = live.training;
        this.parties = live.parties;
        this.told = live.told;
    }

    @Override
    public Agreements asOfNow() {
        return new FileAgreements(this);
    }

    /** Optional and dynamic: the transport starts long after the agreements are in force, and only doubts need to ask it. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void bindRoads(Roads known) {
        roads = known;
    }

    /** The transport is gone, or comes back with other settings. */
    public void unbindRoads(Roads known) {
        if (roads == known) {
            roads = null;
        }
    }

    /** Optional and dynamic: agreements are in force before the database answers; only doubts need to ask it. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void bindSources(JdbcSources known) {
        sources = known;
    }

    /** The database is gone. */
    public void unbindSources(JdbcSources known) {
        if (sources == known) {
            sources = null;
        }
    }

    /** Optional and dynamic, as the sources are; without it no agreement that asks for training lets anybody in. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void bindTraining(Training known) {
        training = known;
    }

    /** The completions cannot be asked any more. */
    public void unbindTraining(Training known) {
        if (training == known) {
            training = null;
        }
    }

    /** Optional and dynamic, as the sources are; nothing leaves without the ledger, which asks for itself. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    public void bindParties(JdbcParties known) {
        parties = known;
        told();
    }

    /** The database is gone. */
    public void unbindParties(JdbcParties known) {
        if (parties == known) {
            parties = null;
        }
    }

    private void told() {
        JdbcParties known = parties;
        if (known != null) {
            try {
                told = known.told();
            } catch (DatabaseException e) {
                log.debug("the database cannot tell whom agreements have told", e);
            }
        }
    }

    @Override
    public String folder() {
        return "agreements";
    }

    @Override
    public String glob() {
        return "*.yaml";
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        AgreementReader.Read read = read(name, file);
        Map<String, AgreementReader.Read> next = new TreeMap<>(inForce);
        next.put(name, read);
        replace(next);
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        AgreementReader.Read next = read(name, file);
        told();
        AgreementReader.Read now = inForce.get(name);
        String change = now == null
                ? AgreementChange.added(next.agreement())
                : AgreementChange.between(now.agreement(), next.agreement());
        return change + doubts(next).stream().map(doubt -> "\n" + doubt.said()).collect(Collectors.joining());
    }

    @Override
    public List<Problem> doubts(String name) {
        AgreementReader.Read read = inForce.get(name);
        return read == null ? List.of() : doubts(read);
    }

    private List<Problem> doubts(AgreementReader.Read read) {
        JdbcSources known = sources;
        List<Problem> doubts = new ArrayList<>(Doubtful.untaught(read, training));
        doubts.addAll(Doubtful.unreachable(read, roads));
        doubts.addAll(Doubtful.uncounted(read, files));
        anothers(read.agreement())
                .ifPresent(decision -> doubts.add(
                        read.lines().problem("/partner", decision.reason(), "until then nothing is told under it")));
        if (known != null) {
            doubts.addAll(known.doubts(read));
        }
        doubts.sort(Comparator.comparingInt(Problem::line));
        return doubts;
    }

    @Override
    public void withdraw(String name) {
        Map<String, AgreementReader.Read> next = new TreeMap<>(inForce);
        next.remove(name);
        replace(next);
    }

    /** A file that may stand under that name, read but not in force. */
    AgreementReader.Read read(String name, Path file) throws FileProblemException {
        Map<String, AgreementReader.Read> others = new TreeMap<>(inForce);
        others.remove(name);
        return reader.read(
                name,
                file,
                others.values().stream().map(AgreementReader.Read::agreement).toList());
    }

    private void replace(Map<String, AgreementReader.Read> next) {
        told();
        inForce = next;
        listeners.forEach(Runnable::run);
    }

    @Override
    public Subscription subscribe(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public List<Agreement> all() {
        return inForce.values().stream().map(AgreementReader.Read::agreement).toList();
    }

    @Override
    public Optional<Agreement> find(String id) {
        return all().stream().filter(a -> a.id().equals(id)).findFirst();
    }

    @Override
    public Optional<Agreement.Feed> feed(String id) {
        return all().stream()
                .flatMap(a -> a.feeds().stream())
                .filter(f -> f.id().equals(id))
                .findFirst();
    }

    @Override
    public ZoneId zone() {
        return zone;
    }

    @Override
    public Decision mayRun(String feed, Instant now) {
        Agreement agreement = agreementOf(feed).orElse(null);
        if (agreement == null) {
            return new Decision(false, "agreements: " + feed, "no agreement in force authorizes this feed");
        }
        Decision inForce = inForce(agreement, now);
        if (!inForce.permitted()) {
            return inForce;
        }
        Optional<String> another = told.another(agreement, feed);
        if (another.isPresent()) {
            return deny(agreement, "partner", another.get());
        }
        if (agreement.identifiability() == Agreement.Identifiability.AGGREGATE) {
            return deny(agreement, "identifiability", "it allows counts only, and the feed speaks of single children");
        }
        if (!agreement.terms().training().isEmpty()) {
            Training known = training;
            Optional<String> lack = known == null
                    ? Optional.of("the record of trainings has not been read yet; see susten:trainings")
                    : known.lack(agreement, agreement.openedBy(feed), day(now));
            if (lack.isPresent()) {
                return deny(agreement, Training.CLAUSE, lack.get());
            }
        }
        return new Decision(true, agreement.id() + ": feeds." + feed, inForce.reason());
    }

    @Override
    public Optional<Decision> anothers(Agreement agreement) {
        JdbcParties known = parties;
        return told.another(agreement)
                .map(reason -> deny(agreement, "partner", reason))
                .or(() -> known == null
                        ? Optional.empty()
                        : known.destroyed(agreement, zone).map(reason -> deny(agreement, "destruction", reason)));
    }

    @Override
    public Admission admit(Connection transaction, String feed, Instant now) {
        return admissions(feed, now).compile(transaction);
    }

    @Override
    public void decide(Connection transaction, String feed, Instant now, String persons) {
        admissions(feed, now).decide(transaction, persons);
    }

    private Admissions admissions(String feed, Instant now) {
        Agreement agreement = agreementOf(feed)
                .orElseThrow(() -> new IllegalArgumentException("no agreement in force authorizes the feed " + feed));
        return new Admissions(agreement, day(now));
    }

    @Override
    public Optional<Sources.Source> source(Connection transaction, String connection) {
        return JdbcSources.locate(transaction, connection);
    }

    @Override
    public Decision person(Connection transaction, String feed, long person, Instant now) {
        Decision decision = mayRun(feed, now);
        return decision.permitted()
                ? new Admissions(agreementOf(feed).orElseThrow(), day(now)).decide(transaction, person)
                : decision;
    }

    @Override
    public Decision field(String feed, String element) {
        Agreement agreement = agreementOf(feed).orElse(null);
        if (agreement == null) {
            return new Decision(false, "agreements: " + feed, "no agreement in force authorizes this feed");
        }
        int dot = element.indexOf('.');
        if (dot > 0
                && Elements.find(element).isPresent()
                && agreement
                        .fields()
                        .getOrDefault(element.substring(0, dot), List.of())
                        .contains(element.substring(dot + 1))) {
            return new Decision(true, agreement.id() + ": fields." + element, "listed");
        }
        return deny(agreement, "fields", element + " is not listed");
    }

    @Override
    public String pseudonym(String partner, long person) {
        byte[] key = pseudonymKey(partner);
        try {
            return new Pseudonyms(key).of(person);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override
    public byte[] pseudonymKey(String partner) {
        char[] text = secrets.findOrCreate("pseudonym-" + partner, KEY_BYTES);
        try {
            return Digest.decoded(text);
        } finally {
            Arrays.fill(text, '\0');
        }
    }

    @Override
    public List<String> renewPseudonyms(String partner, String who) {
        List<String> feeds = tellingOfChildren(partner);
        if (!feeds.isEmpty()) {
            // Another is made when one is needed next.
            secrets.remove("pseudonym-" + partner);
            log.info("every child has another pseudonym for the partner {}: {} had its key destroyed", partner, who);
        }
        return feeds;
    }

    private Optional<Agreement> agreementOf(String feed) {
        return all().stream()
                .filter(a -> a.feeds().stream().anyMatch(f -> f.id().equals(feed)))
                .findFirst();
    }

    private static Decision deny(Agreement agreement, String clause, String reason) {
        return new Decision(false, agreement.id() + ": " + clause, reason);
    }
}
