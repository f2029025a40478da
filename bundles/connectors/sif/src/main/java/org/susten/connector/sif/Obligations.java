// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.sif;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Fields;
import org.susten.model.ConsentKind;
import org.susten.model.ConsentRecord;
import org.susten.model.Entity;
import org.susten.model.SourceId;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/**
 * What a {@code PersonPrivacyObligationDocument} of the Australian data model says about sharing: with whom a person's data may be shared, and
 * with whom not. Who that is stands there in free words, so the connection says what they are called here. Of words it does not know, the
 * refusals count for everybody and the consents for nobody: to withhold too much can be mended, to share too much cannot. A refusal for some
 * kind of data counts for all of it. Safe for several threads.
 */
final class Obligations {

    static final String STREAM = "PersonPrivacyObligationDocuments";

    /** What is noted of a document with words that the connection does not know. */
    static final String UNKNOWN =
            "name somebody to share with, or not, whom the setting parties does not know: such a refusal withholds the person from every feed,"
                    + " such a consent counts for nothing; write the provider's words and what they are called in agreements into parties";

    private static final String SHARING = "ConsentToSharingOfData.";
    private static final String DOMAINS = SHARING + "DataDomainObligationList.DataDomainObligation";
    private static final String NEVER = SHARING + "NeverShareWithList.NeverShareWith";

    /** What tells who a party is, after the words {@code ShareWith}, {@code DoNotShareWith} or {@code NeverShareWith}. */
    private static final List<String> WHO = List.of("RefId", "LocalId", "URL", "Name");

    /** What tells of a kind of parties, and so counts only where nothing says who. */
    private static final List<String> KINDS = List.of("Party", "Role", "Relationship", "Purpose");

    private final SifIds ids;

    /** What is called how in agreements, by the provider's words in lower case. */
    private final Map<String, String> parties = new LinkedHashMap<>();

    /**
     * Obligations of one connection.
     *
     * @throws ConnectorException where an entry is not {@code words=name}
     */
    Obligations(SifIds ids, String[] entries) {
        this.ids = ids;
        for (String entry : entries) {
            int equals = entry.lastIndexOf('=');
            String words = equals < 0 ? "" : entry.substring(0, equals).strip();
            String name = entry.substring(equals + 1).strip();
            if (words.isEmpty() || name.isEmpty()) {
                throw new ConnectorException(
                        Kind.CONFIG,
                        "parties has " + entry
                                + "; an entry is the provider's words=a partner's, a purpose's or an agreement's name, such as"
                                + " Lantern House Inc=lantern-house");
            }
            parties.put(plain(words), name);
        }
    }

    private static String plain(String words) {
        return words.strip().toLowerCase(Locale.ROOT);
    }

    /** The refusals and consents of one document. */
    List<Entity> of(SourceRecord row) {
        SourceId person = ids.required(row, "ParentRefId", about(row));
        LocalDate begin = Fields.date(row, "StartDate");
        LocalDate end = Fields.date(row, "EndDate");
        Map<SourceId, Entity> said = new LinkedHashMap<>();
        for (Word word : words(row.value(NEVER), Fields.objects(row, DOMAINS))) {
            for (@Nullable String scope : scopes(word)) {
                ConsentRecord record = ConsentRecord.builder(
                                ids.part(row, word.kind().code() + '@' + (scope == null ? "" : scope)))
                        .person(person)
                        .kind(word.kind())
                        .scope(scope)
                        .begin(begin)
                        .end(end)
                        .build();
                said.put(record.id(), record);
            }
        }
        return List.copyOf(said.values());
    }

    /** Whether a document, as it comes in a page, names somebody whom the connection does not know. */
    boolean names(Map<String, @Nullable Object> document) {
        Map<?, ?> sharing = member(document, "ConsentToSharingOfData");
        List<Map<?, ?>> domains = new ArrayList<>();
        if (member(sharing, "DataDomainObligationList").get("DataDomainObligation") instanceof List<?> list) {
            list.forEach(domain -> {
                if (domain instanceof Map<?, ?> map) {
                    domains.add(map);
                }
            });
        }
        return words(member(sharing, "NeverShareWithList").get("NeverShareWith"), domains).stream()
                .anyMatch(word -> known(word).isEmpty());
    }

    /** The collection in which the person is. */
    private static String about(SourceRecord row) {
        String type = row.text("ParentObjectTypeName");
        return switch (type == null ? "StudentPersonal" : type) {
            case "StudentPersonal" -> "StudentPersonals";
            case "StaffPersonal" -> "StaffPersonals";
            default ->
                throw new MappingException(
                        "ParentObjectTypeName",
                        "code:ParentObjectTypeName",
                        "obligations are read of StudentPersonal and StaffPersonal; this connection reads nobody else");
        };
    }

    /** One party of a document, and what is said of it. */
    private record Word(ConsentKind kind, String prefix, Map<?, ?> party) {}

    private static List<Word> words(@Nullable Object never, List<Map<?, ?>> domains) {
        List<Word> words = new ArrayList<>();
        add(words, ConsentKind.REFUSAL, "NeverShareWith", never);
        for (Map<?, ?> domain : domains) {
            add(
                    words,
                    ConsentKind.REFUSAL,
                    "DoNotShareWith",
                    member(domain, "DoNotShareWithList").get("DoNotShareWith"));
            add(
                    words,
                    ConsentKind.CONSENT,
                    "ShareWith",
                    member(domain, "ShareWithList").get("ShareWith"));
        }
        return words;
    }

    /** A party that is a bare word is one of that name. */
    private static void add(List<Word> words, ConsentKind kind, String prefix, @Nullable Object parties) {
        for (Object party : parties instanceof List<?> list ? list : List.of()) {
            if (party instanceof Map<?, ?> map) {
                words.add(new Word(kind, prefix, map));
            } else if (!party.toString().isBlank()) {
                words.add(new Word(kind, prefix, Map.of(prefix + "Name", party)));
            }
        }
    }

    private static Map<?, ?> member(Map<?, ?> object, String name) {
        return object.get(name) instanceof Map<?, ?> map ? map : Map.of();
    }

    /** For what a word counts: null is everything, which only a refusal can be for. */
    private Set<@Nullable String> scopes(Word word) {
        Set<@Nullable String> scopes = new LinkedHashSet<>(known(word));
        if (scopes.isEmpty() && word.kind() == ConsentKind.REFUSAL) {
            scopes.add(null);
        }
        return scopes;
    }

    /** Who is named and not known stays unknown, whatever else of the party is known. */
    private Set<String> known(Word word) {
        List<String> who = texts(word, WHO);
        Set<String> known = new LinkedHashSet<>();
        for (String text : who.isEmpty() ? texts(word, KINDS) : who) {
            String name = parties.get(plain(text));
            if (name != null) {
                known.add(name);
            }
        }
        return known;
    }

    private static List<String> texts(Word word, List<String> parts) {
        return parts.stream()
                .map(part -> Fields.text(word.party(), word.prefix() + part))
                .filter(Objects::nonNull)
                .toList();
    }
}
