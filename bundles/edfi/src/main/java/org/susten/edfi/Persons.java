// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.susten.model.Address;
import org.susten.model.Identifier;
import org.susten.model.PersonBuilder;
import org.susten.model.Race;
import org.susten.model.Sex;
import org.susten.model.SourceId;

/** What students, contacts and staff have in common. */
final class Persons {

    private final Ids ids;
    private final Crosswalk codes;

    Persons(Ids ids, Crosswalk codes) {
        this.ids = ids;
        this.codes = codes;
    }

    /** A person with the names and addresses of an element. */
    PersonBuilder person(SourceId id, Node at) {
        Node name = at.node("Name");
        List<String> former = new ArrayList<>();
        for (Node other : at.nodes("OtherName")) {
            add(former, both(other.text("FirstName"), other.text("LastSurname")));
        }
        return org.susten.model.Person.builder(id)
                .givenName(name.text("FirstName"))
                .middleName(name.text("MiddleName"))
                .familyName(name.text("LastSurname"))
                .suffix(name.text("GenerationCodeSuffix"))
                .preferredName(name.text("PreferredFirstName"))
                .formerNames(former)
                .sex(sex(at))
                .races(races(at))
                .hispanic(hispanic(at))
                .addresses(addresses(at))
                .phones(texts(at, "Telephone", "TelephoneNumber"))
                .emails(texts(at, "ElectronicMail", "ElectronicMailAddress"));
    }

    private static @Nullable String both(@Nullable String first, @Nullable String last) {
        return first == null ? last : last == null ? first : first + ' ' + last;
    }

    static List<Address> addresses(Node at) {
        return at.nodes("Address").stream()
                .sorted(Comparator.comparing(Persons::hasEnded).thenComparing(Persons::isElsewhere))
                .map(Rostering::address)
                .toList();
    }

    /** Addresses come in any order, and those of former years with them; the first counts as where somebody lives. */
    private static boolean hasEnded(Node address) {
        return address.has("Period")
                && address.nodes("Period").stream().allMatch(period -> period.text("EndDate") != null);
    }

    private static boolean isElsewhere(Node address) {
        String kind = address.code("AddressType") == null ? address.text("@AddressType") : address.code("AddressType");
        return kind == null || !kind.toLowerCase(Locale.ROOT).matches("home|physical");
    }

    static List<String> texts(Node at, String name, String inner) {
        List<String> all = new ArrayList<>();
        at.nodes(name).forEach(node -> add(all, node.text(inner)));
        return all;
    }

    private static void add(List<String> all, @Nullable String text) {
        if (text != null && !all.contains(text)) {
            all.add(text);
        }
    }

    @Nullable
    Sex sex(Node at) {
        return codes.of("sex", at.code("Sex"), "Sex", Sex::of);
    }

    /** Races, wherever the version has them; what is a choice not to respond is none. */
    Set<Race> races(Node at) {
        List<String> words = new ArrayList<>(at.codes("Race"));
        at.nodes("Race").forEach(race -> words.addAll(race.codes("RacialCategory")));
        Set<Race> races = EnumSet.noneOf(Race.class);
        for (String word : words) {
            if (!word.equalsIgnoreCase("Choose Not to Respond") && !word.equalsIgnoreCase("Hispanic or Latino")) {
                Race race = codes.of("race", word, "Race", Race::of);
                if (race != null) {
                    races.add(race);
                }
            }
        }
        return races;
    }

    @Nullable
    Boolean hispanic(Node at) {
        Boolean said = at.flag("HispanicLatinoEthnicity");
        return said == null && at.codes("Race").contains("Hispanic or Latino") ? Boolean.TRUE : said;
    }

    /** Numbers by which others know this person; a social security number is never kept. */
    List<Identifier> identifiers(Node at, Identifier own, String codesOf, String systemOf, boolean student) {
        List<Identifier> all = new ArrayList<>();
        all.add(own);
        Consumer<Identifier> add = identifier -> {
            if (!all.contains(identifier)) {
                all.add(identifier);
            }
        };
        for (Node code : at.nodes(codesOf)) {
            String value = code.text("IdentificationCode") == null ? code.text("ID") : code.text("IdentificationCode");
            String system = code.code(systemOf) == null ? code.text("@IdentificationSystem") : code.code(systemOf);
            if (value != null && system != null && !isSocialSecurity(system)) {
                add.accept(new Identifier(system(system, student), value));
            }
        }
        Node person = at.node("PersonReference");
        String id = person.find("PersonId");
        String source = person.find("SourceSystem");
        if (id != null && source != null) {
            add.accept(new Identifier("personId:" + lowerCamel(source) + ':' + ids.site(), id));
        }
        return all;
    }

    private static boolean isSocialSecurity(String system) {
        return system.equalsIgnoreCase("SSN") || system.toLowerCase(Locale.ROOT).contains("social");
    }

    private String system(String system, boolean student) {
        if (student && system.equalsIgnoreCase("State")) {
            return "stateStudentId";
        }
        if (student && (system.equalsIgnoreCase("District") || system.equalsIgnoreCase("Local"))) {
            return "districtId:" + ids.site();
        }
        return (student ? "" : "staff-") + lowerCamel(system) + ':' + ids.site();
    }

    static String lowerCamel(String words) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (char c : words.strip().toCharArray()) {
            if (!Character.isLetterOrDigit(c)) {
                upper = !name.isEmpty();
            } else {
                name.append(upper ? Character.toUpperCase(c) : Character.toLowerCase(c));
                upper = false;
            }
        }
        return name.isEmpty() ? "other" : name.toString();
    }
}
