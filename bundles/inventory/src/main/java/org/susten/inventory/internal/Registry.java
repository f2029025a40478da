// SPDX-License-Identifier: Apache-2.0
package org.susten.inventory.internal;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Ledger;
import org.susten.inventory.Questions;
import org.susten.measures.Measures;
import org.susten.model.words.Count;

/** Questions of agreements and of {@code etc/questions.yaml}; when they were answered, the ledger and the releases of measures know. */
@Component(
        immediate = true,
        service = {Questions.class, FileKind.class})
public final class Registry implements Questions, FileKind {

    private final Agreements agreements;
    private final Function<String, Optional<Instant>> firstDisclosure;
    private final Measures measures;
    /** Replaced whole by the one thread that hands files over. */
    private volatile List<Asked> asked = List.of();

    /** Starts with the questions of agreements alone. */
    @Activate
    public Registry(@Reference Agreements agreements, @Reference Ledger ledger, @Reference Measures measures) {
        this(agreements, ledger::firstDisclosure, measures);
    }

    Registry(Agreements agreements, Function<String, Optional<Instant>> firstDisclosure, Measures measures) {
        this.agreements = agreements;
        this.firstDisclosure = firstDisclosure;
        this.measures = measures;
    }

    @Override
    public List<Question> all(Instant now) {
        List<Question> all = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (Asked one : asked) {
            Agreement agreement = agreements.find(one.agreement()).orElse(null);
            if (agreement != null) {
                told.add(agreement.id());
            }
            all.add(question(one, agreement, now));
        }
        for (Agreement agreement : agreements.all()) {
            if (!told.contains(agreement.id())) {
                all.add(answered(agreement, null, agreement.effective(), "", now));
            }
        }
        all.sort(Comparator.comparing((Question q) -> q.answered() != null)
                .thenComparing(q -> q.state() == State.DECLINED)
                .thenComparing(Question::days, Comparator.reverseOrder())
                .thenComparing(Question::question));
        return all;
    }

    private Question question(Asked one, @Nullable Agreement agreement, Instant now) {
        if (agreement != null) {
            return answered(
                    agreement, one, one.approved() == null ? agreement.effective() : one.approved(), one.note(), now);
        }
        return new Question(
                one.question(),
                one.askedBy(),
                one.asked(),
                one.declined() ? State.DECLINED : State.OPEN,
                "",
                one.approved(),
                null,
                days(one.asked(), now),
                one.note());
    }

    private Question answered(Agreement agreement, @Nullable Asked one, LocalDate approved, String note, Instant now) {
        Instant first = first(agreement).orElse(null);
        return new Question(
                agreement.question(),
                one == null ? agreement.partner().name() : one.askedBy(),
                one == null ? null : one.asked(),
                first == null ? State.APPROVED : State.ANSWERED,
                agreement.id(),
                approved,
                first,
                days(approved, first == null ? now : first),
                note(agreement, note));
    }

    /**
     * The first delivery; of counts only, the first table of a measure that answers the question. A table that was there before the
     * agreement answers it from its first day on.
     */
    private Optional<Instant> first(Agreement agreement) {
        if (agreement.measures().isEmpty()) {
            return firstDisclosure.apply(agreement.id());
        }
        Instant start = agreement.effective().atStartOfDay(agreements.zone()).toInstant();
        return agreement.measures().stream()
                .flatMap(measure -> measures.firstReleased(measure).stream())
                .filter(at -> !agreements.day(at).isAfter(agreement.expiry()))
                .map(at -> at.isBefore(start) ? start : at)
                .min(Comparator.naturalOrder());
    }

    /** A measure that is not there cannot answer anything, and nobody would know why the question waits. */
    private String note(Agreement agreement, String note) {
        List<String> missing = agreement.measures().stream()
                .filter(measure -> measures.find(measure).isEmpty())
                .toList();
        return missing.isEmpty()
                ? note
                : (note.isEmpty() ? "" : note + "; ") + "etc/measures has no " + String.join(", ", missing);
    }

    private long days(LocalDate from, Instant to) {
        return Math.max(0, ChronoUnit.DAYS.between(from, agreements.day(to)));
    }

    @Override
    public String folder() {
        return "";
    }

    @Override
    public String glob() {
        return "questions.yaml";
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        asked = List.copyOf(Asked.read(YamlFile.read(file)));
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        return "keeps " + Count.of(Asked.read(YamlFile.read(file)).size(), "question", "questions");
    }

    /** An agreement that is not there may come; until then the question counts as open. */
    @Override
    public List<Problem> doubts(String name) {
        return asked.stream()
                .filter(one -> !one.agreement().isEmpty()
                        && agreements.find(one.agreement()).isEmpty())
                .map(one -> new Problem(
                        0,
                        "no agreement is called " + one.agreement(),
                        "write etc/agreements/" + one.agreement() + ".yaml, or correct the name"))
                .toList();
    }

    @Override
    public void withdraw(String name) {
        asked = List.of();
    }
}
