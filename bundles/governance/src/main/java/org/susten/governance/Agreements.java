// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The agreements in force, read from {@code etc/agreements}, and what they permit: nothing unless a clause says yes. Safe for any thread. */
@ProviderType
public interface Agreements {

    /** All agreements whose file is good, in force or not. */
    List<Agreement> all();

    /** The agreement of that id. */
    Optional<Agreement> find(String id);

    /** The feed of that id and its agreement. */
    Optional<Agreement.Feed> feed(String id);

    /** Whether a feed may run at this instant, and which clause says so. Asked again just before release. */
    Decision mayRun(String feed, Instant now);

    /** A decision with the clause that made it, for example {@code riverside-afterschool: expiry}. */
    record Decision(boolean permitted, String clause, String reason) {}

    /** Persons withheld, by clause. */
    record Withheld(String clause, String reason, long persons) {

        private static final String MAY_BE = "may be this one: the question is open in review";

        /** For a reason that {@link Admission#DECISIONS} gives. */
        public static Withheld of(Agreement agreement, String why, long persons) {
            LegalBasis basis = LegalBasis.of(agreement.legalBasis());
            String of = agreement.id() + ": ";
            return switch (why) {
                case "refusal" ->
                    new Withheld(
                            of + why,
                            "sharing was refused, or consent withdrawn, and no later consent lifts that",
                            persons);
                case "directoryOptOut" ->
                    new Withheld(of + why, "opted out of directory information, FERPA 34 CFR 99.37", persons);
                case "refusalInReview" ->
                    new Withheld(of + why, "sharing was refused for a child who " + MAY_BE, persons);
                case "directoryOptOutInReview" ->
                    new Withheld(
                            of + why,
                            "a child opted out of directory information, FERPA 34 CFR 99.37, who " + MAY_BE,
                            persons);
                case "rightsTransfer" ->
                    new Withheld(
                            of + "legalBasis " + basis.code(),
                            "the student is 18 or in college, and consent is theirs to give since, FERPA 34 CFR 99.5",
                            persons);
                case "rightsRevoked" ->
                    new Withheld(
                            of + "legalBasis " + basis.code(),
                            "the consent is of somebody whose rights over the record were revoked, 34 CFR 99.4",
                            persons);
                default ->
                    new Withheld(
                            of + "legalBasis " + basis.code(),
                            basis.title() + ": no dated consent is in force for this purpose",
                            persons);
            };
        }
    }

    /**
     * Who is in a feed.
     *
     * @param relation a temporary table {@code (person bigint primary key)}
     * @param admitted how many
     * @param withheld how many are in the population but withheld, by clause
     * @param emptiness where nobody is admitted, why, in a sentence for people; otherwise empty
     */
    record Admission(String relation, long admitted, List<Withheld> withheld, String emptiness) {

        /**
         * A temporary table {@code (person bigint, withheld text)} that stands beside it until governance is asked again: all of the
         * population, null for whoever is admitted.
         */
        public static final String DECISIONS = "governance_decision";

        /** Why somebody is withheld of whom nothing may be said as long as they may be one with somebody else. */
        public static final String IN_REVIEW = "InReview";

        /**
         * The kinds of records, as {@code store.touched_v1} has them, that decide who is admitted. Beside them do who is who, open questions of
         * that, where the agreement's connection is read from, and the day.
         */
        public static final List<String> DECISIVE = List.of(
                "person",
                "demographic",
                "enrollment",
                "class_membership",
                "program_participation",
                "service_contact",
                "consent_record",
                "organization",
                "program");

        /** Somebody is admitted. */
        public Admission(String relation, long admitted, List<Withheld> withheld) {
            this(relation, admitted, withheld, "");
        }
    }

    /**
     * Compiles population, consent, refusal and opt-out into the set of persons a feed may speak of now. The temporary table
     * lives until the transaction ends.
     */
    Admission admit(Connection transaction, String feed, Instant now);

    /**
     * Decides about some as {@link #admit} does about all, and fills {@link Admission#DECISIONS} with those of them who are of the population.
     *
     * @param persons a relation {@code (person bigint)}; whom one of them is now, and whoever may be one person with one of them, is one of
     *     them too
     */
    void decide(Connection transaction, String feed, Instant now, String persons);

    /** Whether a feed may speak of one person now, and which clause says so. */
    Decision person(Connection transaction, String feed, long person, Instant now);

    /** Where the records of a connection are that an agreement names. */
    Optional<Sources.Source> source(Connection transaction, String connection);

    /** What the agreement says of one field: {@code Person.givenName}. Denied unless listed. */
    Decision field(String feed, String element);

    /** The partner's own name for a person, stable and different for every partner: a keyed hash. Row by row only for small sets. */
    String pseudonym(String partner, long person);

    /** The key of a partner's pseudonyms, for computing them in sets with {@link Pseudonyms}; the caller wipes it. */
    byte[] pseudonymKey(String partner);

    /** Whether an agreement has begun, not ended, and is still with the partner it was with; its feeds may need more to run. */
    default Decision inForce(Agreement agreement, Instant now) {
        LocalDate day = day(now);
        if (day.isBefore(agreement.effective())) {
            return new Decision(false, agreement.id() + ": effective", "it begins on " + agreement.effective());
        }
        return day.isAfter(agreement.expiry())
                ? new Decision(false, agreement.id() + ": expiry", "it ended with " + agreement.expiry())
                : anothers(agreement)
                        .orElseGet(() -> new Decision(
                                true, agreement.id() + ": expiry", "in force until the end of " + agreement.expiry()));
    }

    /**
     * Why nothing may be told under an agreement any more, whatever its file says: its partner is another than it was, and what was told under it
     * binds the one who was told; or all that was held under it was destroyed. Empty where neither is so.
     */
    default Optional<Decision> anothers(Agreement agreement) {
        return Optional.empty();
    }

    /** What binds those who were told under an agreement: its file, as long as something may be told under it. */
    default Optional<Agreement> binding(String agreement) {
        return find(agreement).filter(file -> anothers(file).isEmpty());
    }

    /** The feeds that tell a partner of single children, by id; empty for a partner that nobody tells of any. */
    default List<String> tellingOfChildren(String partner) {
        return all().stream()
                .filter(agreement -> agreement.partner().id().equals(partner))
                .filter(agreement -> agreement.identifiability() != Agreement.Identifiability.AGGREGATE)
                .flatMap(agreement -> agreement.feeds().stream())
                .map(Agreement.Feed::id)
                .sorted()
                .toList();
    }

    /**
     * Gives every child another pseudonym for a partner, for good: the key is destroyed, and nothing leads from a former pseudonym to the new
     * one. Feeds find that everything is to be told anew.
     *
     * @param who who decided so
     * @return the partner's feeds; empty, and nothing was done, for a partner that nobody tells of single children
     */
    List<String> renewPseudonyms(String partner, String who);

    /** The hub's time zone, whose midnight ends an agreement. */
    ZoneId zone();

    /** The day it is at this instant in that zone. */
    default LocalDate day(Instant now) {
        return LocalDate.ofInstant(now, zone());
    }

    /**
     * The same as of this moment, whatever is saved from now on. Whoever makes one decision of several answers asks this one: else half of it
     * would be of one revision of a file, and half of the next.
     */
    default Agreements asOfNow() {
        return this;
    }

    /** Has {@code listener} run, quickly, each time an agreement comes, changes or goes, until the result is closed. */
    Subscription subscribe(Runnable listener);

    /** Ends with {@code close}. */
    @ProviderType
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
