// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.Schedule;
import org.susten.files.YamlFile;
import org.susten.governance.Agreement;
import org.susten.governance.Agreement.Identifiability;
import org.susten.governance.EdFiFeed;
import org.susten.governance.Elements;
import org.susten.governance.LegalBasis;
import org.susten.governance.LegalBasis.Duty;
import org.susten.governance.RosterFields;
import org.susten.model.Sensitivity;

/** What a well-formed agreement must also keep to make sense and to be lawful. */
final class AgreementRules {

    /** Who somebody is, said outright. */
    private static final Set<String> NAMING = Set.of(
            "Person.id",
            "Person.givenName",
            "Person.middleName",
            "Person.familyName",
            "Person.suffix",
            "Person.preferredName",
            "Person.formerNames",
            "Person.addresses",
            "Person.phones",
            "Person.emails",
            "Person.identifiers");

    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private final Agreement agreement;
    private final YamlFile tree;
    private final List<Problem> problems = new ArrayList<>();

    AgreementRules(Agreement agreement, YamlFile tree) {
        this.agreement = agreement;
        this.tree = tree;
    }

    List<Problem> check(Collection<Agreement> others) {
        if (!ID.matcher(agreement.id()).matches()) {
            problems.add(new Problem(
                    0,
                    "the file's name is not an id",
                    "name it with lower-case letters, digits and hyphens, then .yaml"));
        }
        days();
        basis();
        agreement.fields().forEach(this::fields);
        feeds(others);
        people();
        measures();
        return problems;
    }

    private void days() {
        if (agreement.expiry().isBefore(agreement.effective())) {
            problem("/expiry", "expiry is before effective", "let it end on or after its first day");
        }
        if (agreement.terms().destruction() != null
                && agreement.terms().destruction().isBefore(agreement.expiry())) {
            problem("/destruction", "destruction is before expiry", "let the partner keep it until the last day");
        }
    }

    /** What the legal basis asks of the file itself. */
    private void basis() {
        LegalBasis basis = LegalBasis.of(agreement.legalBasis());
        String at = tree.root().has("conditions") ? "/conditions" : "/legalBasis";
        for (LegalBasis.Condition condition : basis.conditions()) {
            if (!agreement.conditions().containsKey(condition.key())) {
                problem(
                        at,
                        basis.code() + " needs the condition " + condition.key() + " (" + condition.citation() + ")",
                        "add below conditions:  " + condition.key() + ": " + condition.words());
            }
        }
        List<String> known =
                basis.conditions().stream().map(LegalBasis.Condition::key).toList();
        agreement.conditions().keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> problem(
                        YamlFile.member("/conditions", key),
                        basis.code() + " has no condition " + key,
                        "remove it, or name the legal basis it belongs to; " + basis.code()
                                + (known.isEmpty() ? " has none" : " has " + String.join(", ", known))));
        if (basis.asks(Duty.DESTRUCTION) && agreement.terms().destruction() == null) {
            problem(
                    "/legalBasis",
                    basis.code() + " needs a day of destruction",
                    "add  destruction:  with the day by which the partner destroys what it received");
        }
        if (basis.asks(Duty.NO_REDISCLOSURE) && !agreement.terms().onward().isEmpty()) {
            problem(
                    "/redisclosure",
                    basis.code() + " lets nobody but the partner's own people see it",
                    "empty the list, or share with the others under agreements of their own");
        }
    }

    private void fields(String entity, List<String> components) {
        Map<String, Elements.Info> elements = Elements.entities().get(entity);
        String at = YamlFile.member("/fields", entity);
        if (elements == null) {
            problem(
                    at,
                    "the model has no entity " + entity,
                    "use one of " + String.join(", ", Elements.entities().keySet()));
            return;
        }
        for (String component : components) {
            Elements.Info element = elements.get(component);
            if (element == null) {
                problem(
                        at,
                        entity + " has no component " + component,
                        "use one of " + String.join(", ", elements.keySet()));
            } else {
                field(at, element);
            }
        }
    }

    private void field(String at, Elements.Info element) {
        if (LegalBasis.of(agreement.legalBasis()).asks(Duty.DIRECTORY_ONLY)
                && element.sensitivity().compareTo(Sensitivity.DIRECTORY) > 0) {
            problem(
                    at,
                    element.name() + " is not directory information",
                    "remove it, or share under another legal basis than ferpa-99.37");
        }
        if (agreement.identifiability() != Identifiability.IDENTIFIED && NAMING.contains(element.name())) {
            problem(
                    at,
                    element.name() + " tells who it is, and the agreement is not identified",
                    "remove it, or set identifiability: identified");
        }
    }

    private void feeds(Collection<Agreement> others) {
        Set<String> taken = new HashSet<>();
        others.forEach(other -> other.feeds().forEach(feed -> taken.add(feed.id())));
        if (agreement.feeds().isEmpty() && agreement.identifiability() != Identifiability.AGGREGATE) {
            problem(
                    "/feeds",
                    "nothing is delivered under the agreement",
                    "add a feed, or set identifiability: aggregate where the partner only reads released measures");
        }
        for (int i = 0; i < agreement.feeds().size(); i++) {
            Agreement.Feed feed = agreement.feeds().get(i);
            String at = "/feeds/" + i;
            if (!taken.add(feed.id())) {
                problem(
                        at + "/id",
                        "another feed is called " + feed.id() + " already",
                        "choose an id no other feed has");
            }
            if (agreement.identifiability() == Identifiability.AGGREGATE) {
                problem(
                        at + "/dataset",
                        feed.dataset() + " speaks of single children, and the agreement is aggregate",
                        "write  feeds: []  for released measures need no feed, or set identifiability: pseudonymous");
            }
            if (feed.people() && !feed.format().equals("csv")) {
                problem(at + "/people", "people open CSV only", "set format: csv, or remove people");
            }
            if (feed.schedule() != null) {
                schedule(at + "/schedule", feed.schedule());
            }
            roster(at, feed);
            if (feed.dataset().equals(Agreement.Feed.MEASURE) && feed.measure() == null) {
                problem(
                        at,
                        "the feed does not say which measure",
                        "add  measure:  with the name of a file in etc/measures");
            } else if (!feed.dataset().equals(Agreement.Feed.MEASURE) && feed.measure() != null) {
                problem(
                        at + "/measure",
                        "only the dataset measure is of a measure",
                        "set dataset: measure, or remove measure");
            }
            if (feed.dataset().equals(EdFiFeed.DATASET) != feed.format().equals(EdFiFeed.FORMAT)) {
                problem(
                        at + "/format",
                        "Ed-Fi is a dataset and a format, and neither goes with another",
                        "set dataset: edfi and format: edfi-jsonl, or neither");
            }
            if (!feed.pulled() && !feed.fetched()) {
                Destination.problem(feed.deliver()).ifPresent(p -> problem(at + "/deliver", p.what(), p.fix()));
            }
            if (feed.announce() != null) {
                Destination.webProblem(feed.announce()).ifPresent(p -> problem(at + "/announce", p.what(), p.fix()));
            }
            if (feed.encrypt() != null) {
                encryption(at + "/encrypt", feed, feed.encrypt().key());
            }
            if (feed.announce() != null && feed.pulled()) {
                problem(at + "/announce", "a roster that is asked for has no deliveries", "remove announce");
            }
        }
    }

    private void encryption(String at, Agreement.Feed feed, String key) {
        if (feed.pulled()) {
            problem(at, "a roster that is asked for has no files to encrypt", "remove encrypt; TLS guards the answers");
        }
        if (key.startsWith("/") || List.of(key.split("[/\\\\]")).contains("..") || key.startsWith("secrets/")) {
            problem(
                    at,
                    "the partner's public key is not looked for there",
                    "put it below etc and write its path from there, for example  key: pgp/"
                            + agreement.partner().id() + ".asc");
        }
    }

    /** Nobody is named for a feed that is not there, and no feed is opened by nobody. */
    private void people() {
        List<Agreement.Contact> people = agreement.terms().people();
        Set<String> feeds = new TreeSet<>();
        agreement.feeds().forEach(feed -> feeds.add(feed.id()));
        for (int i = 0; i < people.size(); i++) {
            for (String feed : people.get(i).feeds()) {
                if (!feeds.contains(feed)) {
                    problem(
                            "/people/" + i + "/feeds",
                            "the agreement has no feed " + feed,
                            "use one of " + String.join(", ", feeds) + ", or leave feeds out for all of them");
                }
            }
        }
        for (String feed : feeds) {
            if (agreement.openedBy(feed).isEmpty()) {
                problem(
                        "/people",
                        "nobody opens the feed " + feed,
                        "add who does, or leave feeds out for somebody who opens all of them");
            }
        }
    }

    /** Who is told of single children is answered by what is delivered. */
    private void measures() {
        if (!agreement.measures().isEmpty() && agreement.identifiability() != Identifiability.AGGREGATE) {
            problem(
                    "/measures",
                    "released measures answer an agreement of counts only, and this one speaks of single children",
                    "remove it, or set identifiability: aggregate; a feed with  dataset: measure  tells one child by child");
        }
    }

    private void roster(String at, Agreement.Feed feed) {
        boolean roster = feed.dataset().equals(RosterFields.DATASET);
        if (roster != feed.format().equals(RosterFields.FORMAT)) {
            problem(
                    at + "/format",
                    "a roster is delivered as OneRoster, and nothing else is",
                    "set dataset: roster and format: oneroster, or neither");
        } else if (!roster && feed.version() != null) {
            problem(
                    at + "/version",
                    "only a roster has a version",
                    "set dataset: roster and format: oneroster, or remove version");
        } else if (roster && feed.version() == null && !feed.pulled()) {
            problem(at, "a OneRoster feed lacks its version", "add  version: \"1.1\"  or  version: \"1.2\"");
        }
        if (roster) {
            RosterFields.lacks(this::listed)
                    .forEach(lack -> problem(
                            at + "/dataset",
                            lack.file() + " of OneRoster cannot be without " + lack.element()
                                    + ", and the clause fields does not list it",
                            "list it, or list nothing of what " + lack.file() + " tells"));
        }
    }

    private boolean listed(String element) {
        int dot = element.indexOf('.');
        return agreement
                .fields()
                .getOrDefault(element.substring(0, dot), List.of())
                .contains(element.substring(dot + 1));
    }

    private void schedule(String at, String schedule) {
        try {
            Schedule.parse(schedule);
        } catch (IllegalArgumentException e) {
            problem(
                    at,
                    String.valueOf(e.getMessage()),
                    "for example  schedule: \"0 6 * * 1-5\"  for six o'clock on weekdays");
        }
    }

    private void problem(String at, String what, String fix) {
        problems.add(new Problem(tree.line(at), what, fix));
    }
}
