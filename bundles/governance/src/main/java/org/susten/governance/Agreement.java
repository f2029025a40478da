// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What may be shared with whom, why, until when.
 *
 * @param id the file's name without its ending
 * @param revision SHA-256 over what it says, in hex; comments and layout do not count
 * @param partner who receives
 * @param purpose why
 * @param question the question it answers
 * @param legalBasis the code of the basis, for example {@code ferpa-99.30}
 * @param conditions how each of its conditions is met, by key
 * @param identifiability identified, pseudonymous or aggregate
 * @param population whose data
 * @param fields components per entity: {@code Enrollment -> [organization, grade]}
 * @param effective first day
 * @param expiry last day; it ends by itself at the end of that day, in the hub's time zone
 * @param smallestCell least number of people in any published count
 * @param terms what the partner undertakes
 * @param feeds what is delivered under it
 * @param measures those whose released tables answer the question, where it is aggregate; by name
 */
public record Agreement(
        String id,
        String revision,
        Partner partner,
        String purpose,
        String question,
        String legalBasis,
        Map<String, String> conditions,
        Identifiability identifiability,
        Population population,
        Map<String, List<String>> fields,
        LocalDate effective,
        LocalDate expiry,
        int smallestCell,
        Terms terms,
        List<Feed> feeds,
        List<String> measures) {

    /** Keeps its own copies; entities in alphabetical order. */
    public Agreement {
        SortedMap<String, List<String>> sorted = new TreeMap<>();
        fields.forEach((entity, components) -> sorted.put(entity, List.copyOf(components)));
        conditions = Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
        fields = Collections.unmodifiableSortedMap(sorted);
        feeds = List.copyOf(feeds);
        measures = List.copyOf(measures);
    }

    /**
     * The name of the secret with which the partner asks for a roster of this agreement. It names the partner, too: a feed that is given
     * to another partner opens to nobody who had it before.
     *
     * @param feed its id
     */
    public String credential(String feed) {
        return "roster-" + feed + "." + partner.id();
    }

    /** The same with other feeds. */
    public Agreement withFeeds(List<Feed> others) {
        return new Agreement(
                id,
                revision,
                partner,
                purpose,
                question,
                legalBasis,
                conditions,
                identifiability,
                population,
                fields,
                effective,
                expiry,
                smallestCell,
                terms,
                others,
                measures);
    }

    /** Whether a recipient can tell who it is. */
    public enum Identifiability {
        /** By name or the recipient's own ids. */
        IDENTIFIED,
        /** By the partner's pseudonym only. */
        PSEUDONYMOUS,
        /** Counts only. */
        AGGREGATE
    }

    /**
     * Who receives.
     *
     * @param connection the connection through which the partner gives its own data: its ids there name its children to it
     */
    public record Partner(String id, String name, String contact, @Nullable String connection) {}

    /**
     * What the partner undertakes; told to it with every delivery.
     *
     * @param onward parties it may pass the data on to
     * @param destruction day by which it destroys what it received
     * @param reciprocity what it gives back
     * @param training curricula its people must have completed
     * @param people who at the partner holds a credential or opens deliveries; empty where the partner's contact alone does
     * @param acknowledgement days in which it says that it has followed a correction notice
     */
    public record Terms(
            List<String> onward,
            @Nullable LocalDate destruction,
            @Nullable String reciprocity,
            List<String> training,
            List<Contact> people,
            int acknowledgement) {

        /** Days in which a correction notice is acknowledged where the agreement says nothing of it. */
        public static final int ACKNOWLEDGEMENT_DAYS = 14;

        /** A partner that acknowledges within the usual days. */
        public Terms(
                List<String> onward,
                @Nullable LocalDate destruction,
                @Nullable String reciprocity,
                List<String> training,
                List<Contact> people) {
            this(onward, destruction, reciprocity, training, people, ACKNOWLEDGEMENT_DAYS);
        }

        /** Only the partner's contact opens what is delivered. */
        public Terms(
                List<String> onward,
                @Nullable LocalDate destruction,
                @Nullable String reciprocity,
                List<String> training) {
            this(onward, destruction, reciprocity, training, List.of());
        }

        /** Keeps its own copies. */
        public Terms {
            onward = List.copyOf(onward);
            training = List.copyOf(training);
            people = List.copyOf(people);
        }
    }

    /**
     * Somebody at the partner.
     *
     * @param role what they are called wherever something is said of them: data manager
     * @param person as completions of trainings name them, for example an e-mail address
     * @param feeds what they open; empty for all
     */
    public record Contact(String role, String person, List<String> feeds) {

        /** Keeps its own copy. */
        public Contact {
            feeds = List.copyOf(feeds);
        }

        /** The role only. */
        @Override
        public String toString() {
            return "Contact[" + role + "]";
        }
    }

    /** Who opens what a feed tells: the people of the terms, or the partner's contact where they name nobody. */
    public List<Contact> openedBy(String feed) {
        return terms.people().isEmpty()
                ? List.of(new Contact("contact", partner.contact(), List.of()))
                : terms.people().stream()
                        .filter(contact ->
                                contact.feeds().isEmpty() || contact.feeds().contains(feed))
                        .toList();
    }

    /**
     * Whose data: people who have a record of the entity in the given connection; where programs are set, only who takes part in
     * one of them; where organizations are set, only who is enrolled or takes part in one of them. Where both are set, both hold.
     * Enrollment, membership and taking part count from their first day to their last, on the day of the delivery.
     *
     * @param connection name of the connection whose people are meant
     * @param entity for example {@code ProgramParticipation}
     * @param programs program names, empty for any
     * @param organizations organization names or identifiers, empty for any
     * @param ever also who takes part no longer or not yet, as studies over years need
     * @param grace days for which somebody still counts after the last one, so that a summer between two school years withdraws
     *     nobody
     */
    public record Population(
            String connection,
            String entity,
            List<String> programs,
            List<String> organizations,
            boolean ever,
            int grace) {

        /** Whoever takes part on the day of the delivery. */
        public Population(String connection, String entity, List<String> programs, List<String> organizations) {
            this(connection, entity, programs, organizations, false, 0);
        }

        /** Keeps its own copies. */
        public Population {
            programs = List.copyOf(programs);
            organizations = List.copyOf(organizations);
        }
    }

    /**
     * How a feed's files are encrypted (OpenPGP, RFC 9580).
     *
     * @param key file below {@code etc} that holds the partner's public key, armored or binary
     * @param armored true for text ({@code .asc}), false for bytes ({@code .pgp})
     */
    public record Encryption(String key, boolean armored) {}

    /**
     * One feed.
     *
     * @param id unique in the hub
     * @param agreement id of the agreement that authorizes it
     * @param dataset which data product, see feeds
     * @param format csv, jsonl, xlsx, oneroster or edfi-jsonl
     * @param mode full or delta
     * @param schedule a cron expression, or absent for on demand and after each commit that changes it
     * @param deliver where to: a URI of an allowed scheme, secrets by name; or {@code rest}, where the partner comes for it
     * @param people true for files opened by people in spreadsheets: formulas are neutralized
     * @param version of OneRoster: 1.1 or 1.2; null for other formats
     * @param announce where the partner is told that a delivery is there: an https address, its secret by name; null for nowhere
     * @param encrypt under whose key every file but the manifest leaves; null for in the clear
     * @param measure which measure is said child by child, of the dataset {@code measure}; null for other datasets
     */
    public record Feed(
            String id,
            String agreement,
            String dataset,
            String format,
            String mode,
            @Nullable String schedule,
            String deliver,
            boolean people,
            @Nullable String version,
            @Nullable String announce,
            @Nullable Encryption encrypt,
            @Nullable String measure) {

        /** The dataset that says a measure child by child. */
        public static final String MEASURE = "measure";

        /** Its data product for people to read, with the name of its measure where it is one. */
        public String product() {
            return measure == null ? dataset : dataset + ' ' + measure;
        }

        /** Whether there are no deliveries of it: the partner asks for it over the OneRoster API. */
        public boolean pulled() {
            return deliver.equals(RosterFields.PULLED) && dataset.equals(RosterFields.DATASET);
        }

        /** Whether the partner comes for its deliveries at the partners' door. */
        public boolean fetched() {
            return deliver.equals(RosterFields.PULLED) && !pulled();
        }
    }
}
