// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Chore;
import org.susten.db.Database;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.YamlFile;
import org.susten.governance.Agreement;
import org.susten.governance.Training;
import org.susten.model.words.Count;
import org.susten.trainings.Curriculum;
import org.susten.trainings.Standing;
import org.susten.trainings.Trainings;

/** Curricula from files, completions in PostgreSQL; what a decision needs of both lies in memory. */
@Component(
        immediate = true,
        service = {Trainings.class, Training.class, FileKind.class, Chore.class})
public final class JdbcTrainings implements Trainings, Training, FileKind, Chore {

    private static final Logger log = LoggerFactory.getLogger(JdbcTrainings.class);
    private static final int LARGEST = 4 << 20;

    private final Database database;
    private final Clock clock;
    /** Replaced whole, by one thread at a time. */
    private volatile TrainedPeople people = new TrainedPeople(Map.of(), Completions.none());
    /** Guarded by this. */
    private String version = "";

    /** Brings the schema up to date; knows the curricula and completions of the last time. */
    @Activate
    public JdbcTrainings(@Reference Database database) {
        this(database, Clock.systemUTC());
    }

    /** The same, with a clock of one's own. */
    public JdbcTrainings(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
        database.migrate("trainings", Trainings.class);
        people = new TrainedPeople(kept(), Completions.none());
        look();
    }

    @Override
    public String what() {
        return "looking for completions that another hub took";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(2);
    }

    @Override
    public void look(Instant now) {
        look();
    }

    private Map<String, Curriculum> kept() {
        Map<String, Curriculum> known = new TreeMap<>();
        database.inTransaction(transaction -> new ImportTable(transaction).curricula())
                .forEach((id, content) -> {
                    try {
                        known.put(id, CurriculumReader.read(id, YamlFile.of(content)));
                    } catch (FileProblemException e) {
                        log.warn("the curriculum {} of the last time is not understood any more: its file decides", id);
                    }
                });
        return known;
    }

    /** Reads the completions where they have changed. */
    synchronized void look() {
        database.inTransaction(transaction -> {
            ImportTable table = new ImportTable(transaction);
            String now = table.version();
            if (!now.equals(version)) {
                people = new TrainedPeople(people.curricula(), Completions.of(table.counting()));
                version = now;
            }
            return now;
        });
    }

    @Override
    public String folder() {
        return "trainings";
    }

    @Override
    public String glob() {
        return "*.yaml";
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        Curriculum curriculum = CurriculumReader.read(CurriculumReader.id(name), YamlFile.read(file));
        String content = text(file);
        database.inTransaction(transaction -> {
            new ImportTable(transaction).keep(curriculum.id(), content);
            return content;
        });
        replace(curriculum.id(), curriculum);
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        Curriculum next = CurriculumReader.read(CurriculumReader.id(name), YamlFile.read(file));
        Curriculum now = people.curricula().get(next.id());
        if (next.equals(now)) {
            return "changes nothing";
        }
        String words = Count.of(next.sessions().size(), "session", "sessions") + ", " + next.hours() + " h";
        return now == null
                ? "adds the curriculum " + next.id() + ": " + words
                : "changes the curriculum " + next.id() + " to " + words
                        + "; whoever lacks one of them then is let in no more";
    }

    @Override
    public void withdraw(String name) {
        String id = CurriculumReader.id(name);
        database.inTransaction(transaction -> {
            new ImportTable(transaction).forget(id);
            return id;
        });
        replace(id, null);
    }

    private synchronized void replace(String id, @Nullable Curriculum curriculum) {
        Map<String, Curriculum> next = new TreeMap<>(people.curricula());
        if (curriculum == null) {
            next.remove(id);
        } else {
            next.put(id, curriculum);
        }
        people = new TrainedPeople(Map.copyOf(next), people.completions());
    }

    @Override
    public Optional<String> lack(Agreement agreement, List<Agreement.Contact> contacts, LocalDate day) {
        return people.lack(agreement, contacts, day);
    }

    @Override
    public boolean knows(String curriculum) {
        return people.curricula().containsKey(curriculum);
    }

    @Override
    public List<Curriculum> curricula() {
        return people.curricula().values().stream()
                .sorted(java.util.Comparator.comparing(Curriculum::id))
                .toList();
    }

    @Override
    public Import take(Sent sent, String who, LocalDate today) throws FileProblemException {
        if (who.isBlank()) {
            throw new FileProblemException(0, "nobody imports the file", "let a steward import it");
        }
        byte[] bytes = sent.csv();
        if (bytes.length > LARGEST) {
            throw new FileProblemException(0, "the file is larger than 4 MB", "send several smaller ones");
        }
        CompletionFile file = new CompletionFile(bytes, people.curricula().values(), today);
        List<Completion> completions = file.read(sent.signature());
        String sha256 = sha256(bytes);
        Import imported = database.inTransaction(transaction -> {
            ImportTable table = new ImportTable(transaction);
            Optional<Import> before = table.taken(sha256);
            return before.isPresent()
                    ? before.get()
                    : table.insert(
                            new ImportTable.Head(clock.instant(), who, sent.name(), sha256, file.signed()),
                            completions);
        });
        look();
        log.info("import {} of trainings by {}: {} completions", imported.id(), who, imported.completions());
        return imported;
    }

    @Override
    public List<Import> imports(int limit) {
        return database.inTransaction(transaction -> new ImportTable(transaction).latest(limit));
    }

    @Override
    public Optional<Import> revoke(long id, String who, String because) {
        if (because.isBlank()) {
            throw new IllegalArgumentException("say why it is revoked");
        }
        Optional<Import> revoked = database.inTransaction(
                transaction -> new ImportTable(transaction).revoke(id, clock.instant(), who, because));
        look();
        return revoked;
    }

    @Override
    public Optional<Standing> standing(String person, String curriculum, LocalDate day) {
        TrainedPeople now = people;
        return Optional.ofNullable(now.curricula().get(curriculum))
                .map(found -> now.completions().standing(person, found, day));
    }

    @Override
    public List<Standing> standings(LocalDate day) {
        TrainedPeople now = people;
        List<Standing> all = new ArrayList<>();
        for (String person : now.completions().people()) {
            for (Curriculum curriculum : curricula()) {
                if (now.completions().begun(person, curriculum)) {
                    all.add(now.completions().standing(person, curriculum, day));
                }
            }
        }
        return all;
    }

    private static String text(Path file) throws FileProblemException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new FileProblemException(0, "the file cannot be read", "let the hub's user read it");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }
}
