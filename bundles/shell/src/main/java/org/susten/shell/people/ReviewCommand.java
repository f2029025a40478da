// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.people;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;
import org.susten.identity.Reviews;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.OfChildren;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.shell.answer.Text;
import org.susten.views.ReviewView;

/** All of a steward's work on pairs of records. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "review",
        description =
                "The pair to look at next; or list, show N, claim N, release N, skip N, same N, not-same N, undo N,"
                        + " keep N, decided, agreement; merges that wait for a second person: merges, withdraw N")
public final class ReviewCommand extends OfChildren {

    @Reference
    Reviews reviews;

    @Argument(
            index = 0,
            name = "what",
            description =
                    "next, list, show, claim, release, skip, same, not-same, undo, keep, decided, agreement, merges or withdraw")
    @Completion(ReviewWords.class)
    String what = "next";

    @Argument(index = 1, name = "review", description = "Number of a review; of what merges lists to withdraw that")
    @Nullable
    Long review;

    @Option(name = "--after", description = "list: only reviews after this one in the queue")
    long after;

    @Option(name = "--limit", description = "list, decided, merges: how many at most")
    int limit = 20;

    @Override
    protected Answer answer() throws CommandException {
        return switch (what) {
            case "next" -> next();
            case "list" -> list(reviews, after, limit);
            case "show" ->
                question(reviews.question(number())
                        .orElseThrow(() -> new CommandException("there is no review " + review)));
            case "claim" -> {
                Reviews.Item item = reviews.claim(number(), who());
                yield Answer.of(
                        ReviewView.of(item),
                        "Review " + item.id() + " is yours until "
                                + Table.text(item.claimed().orElseThrow().until()) + ".\n");
            }
            case "release" -> {
                reviews.release(number(), who());
                yield Answer.done("Review " + review + " is free for others.");
            }
            case "skip" -> {
                reviews.skip(number(), who());
                yield Answer.done("Review " + review + " is not offered to you again; others may decide it.");
            }
            case "same", "not-same" -> decide(reviews, number(), what.equals("same"), who());
            case "undo" ->
                Answer.done(
                        reviews.undo(number(), who()) == Reviews.Effect.WAITS
                                ? "Review " + review
                                        + " is open again once a second person undoes it, too; susten:review keep "
                                        + review
                                        + " ends that."
                                : "Review " + review + " is open again, as if nobody had decided it.");
            case "keep" -> {
                reviews.keep(number(), who());
                yield Answer.done("Review " + review + " stays decided: it is not to be undone any more.");
            }
            case "decided" -> decided();
            case "agreement" -> agreement();
            case "merges" -> Merges.list(reviews.proposals(Math.max(1, limit)));
            case "withdraw" -> {
                reviews.withdraw(number(), who());
                yield Answer.done("What waited under " + review + " is not asked for any more.");
            }
            default ->
                throw new CommandException(
                        "susten:review knows next, list, show, claim, release, skip, same, not-same, undo, keep, decided, agreement, merges"
                                + " and withdraw, not " + what);
        };
    }

    private long number() throws CommandException {
        if (review == null) {
            throw new CommandException("say which: susten:review " + what + " N; susten:review "
                    + (what.equals("withdraw") ? "merges" : "list") + " names them");
        }
        return review;
    }

    private Answer next() {
        Optional<Reviews.Question> next = reviews.next(who());
        return next.isPresent()
                ? question(next.get())
                : Answer.of(Map.of("review", Optional.empty()), "No review waits for you.\n");
    }

    /** A part of the queue; one more is asked for, to say whether there is more. */
    static Answer list(Reviews reviews, long after, int limit) {
        int most = Math.max(1, Math.min(limit, 1_000_000));
        return Answer.part(
                reviews.open(after, most + 1),
                most,
                ReviewCommand::table,
                last -> "More wait behind these: --after " + last.id());
    }

    private static Answer table(List<Reviews.Item> items) {
        return Answer.list(
                items.stream().map(ReviewView::of).toList(),
                Table.of(
                        items,
                        i -> List.of(
                                Long.toString(i.id()),
                                i.since(),
                                Long.toString(i.person()),
                                Long.toString(i.candidate()),
                                state(i),
                                i.reason()),
                        "review",
                        "since",
                        "person",
                        "may be",
                        "state",
                        "the question"),
                "No review is open.");
    }

    private static String state(Reviews.Item item) {
        String claim = item.claimed().map(c -> "with " + c.who()).orElse("");
        String decided = item.decided() > 0 ? "waits for a second person" : item.disputed() ? "disputed" : "";
        return claim.isEmpty() || decided.isEmpty() ? claim + decided : claim + ", " + decided;
    }

    private static Answer question(Reviews.Question question) {
        Reviews.Item item = question.item();
        Text text = new Text();
        text.line("Review " + item.id() + ": person " + item.person() + ", who may be person " + item.candidate() + "."
                + (item.disputed() ? " Two people have decided it differently." : ""));
        text.line(item.claimed()
                .map(c -> "It is with " + c.who() + " until " + Table.text(c.until()) + ".")
                .orElse(""));
        text.paragraph(place("The newer record", item.row().toString(), question.row()));
        text.line(place("The older record", item.other().toString(), question.other()));
        if (!question.words().isEmpty()) {
            text.paragraph("");
            question.words().forEach(text::line);
        }
        text.paragraph("susten:review same " + item.id() + ", susten:review not-same " + item.id()
                + ", or susten:review skip " + item.id());
        return Answer.of(ReviewView.Whole.of(question), text.toString());
    }

    private static String place(String which, String row, Optional<Reviews.Place> place) {
        return which + " (" + row + ")"
                + place.map(p -> ": " + p.system() + ", " + p.site() + ", " + p.stream() + ", "
                                + (p.key().isEmpty() ? "ended by its source" : "number there " + p.key()))
                        .orElse("")
                + ".";
    }

    static Answer decide(Reviews reviews, long review, boolean same, String who) {
        Reviews.Effect effect = reviews.decide(review, same, who);
        String choice = same ? "same" : "not-same";
        return Answer.of(
                Map.of("effect", effect),
                switch (effect) {
                            case DECIDED ->
                                "Review " + review + " is decided: " + choice + ". susten:review undo " + review
                                        + " takes it back.";
                            case WAITS -> "Review " + review + " waits for a second person.";
                            case DISPUTED ->
                                "A second person sees review " + review
                                        + " otherwise: it is open again, marked as disputed.";
                        }
                        + "\n");
    }

    private Answer decided() {
        List<Reviews.Decision> decided = reviews.decided(Math.max(1, limit));
        return Answer.list(
                decided,
                Table.of(
                        decided,
                        d -> List.of(
                                Long.toString(d.review()),
                                d.at(),
                                d.same() ? "same" : "not-same",
                                d.who(),
                                d.undoing().orElse("")),
                        "review",
                        "when",
                        "decision",
                        "who",
                        "to be undone, says"),
                "Nobody has decided anything yet.");
    }

    private Answer agreement() {
        List<ReviewView.Accord> accords =
                reviews.accord().stream().map(ReviewView.Accord::of).toList();
        return Answer.list(
                accords,
                Table.of(
                        accords,
                        a -> List.of(
                                a.one(),
                                a.other(),
                                a.pairs(),
                                String.format(Locale.ROOT, "%.0f %%", 100 * a.share()),
                                a.kappa()
                                        .map(k -> String.format(Locale.ROOT, "%.2f", k))
                                        .orElse("")),
                        "reviewer",
                        "and",
                        "pairs",
                        "alike",
                        "kappa"),
                "No pair has been decided by two people yet.");
    }
}
