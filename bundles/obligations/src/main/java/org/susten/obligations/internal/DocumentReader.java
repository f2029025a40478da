// SPDX-License-Identifier: Apache-2.0
package org.susten.obligations.internal;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.susten.governance.Agreement;
import org.susten.governance.Elements;
import org.susten.governance.LegalBasis;
import org.susten.obligations.PrivacyObligations;
import org.susten.obligations.PrivacyObligations.Draft;
import org.w3c.dom.Element;

/** Reads a SIF Privacy Obligations Document into a draft of an agreement; whatever it does not say in our words is asked for. */
public final class DocumentReader {

    private static final int MOST_BYTES = 1 << 20;
    private static final String INFRASTRUCTURE = "http://www.sifassociation.org/infrastructure/";
    private static final String DOCUMENT = "privacyObligationsDocument";
    private static final int SMALLEST_CELL = 10;
    private static final int LONGEST_ID = 63;

    private final Element document;
    private final List<String> missing = new ArrayList<>();
    private final Map<String, Object> draft = new LinkedHashMap<>();

    private DocumentReader(Element document) {
        this.document = document;
    }

    /**
     * Reads the first document of what is given.
     *
     * @throws IOException where there is none, saying what is wrong
     */
    public static Draft read(InputStream xml) throws IOException {
        byte[] bytes = xml.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new IOException("it is larger than 1 MiB, which no such document is");
        }
        Element root = Tree.parse(bytes);
        List<Element> documents = new ArrayList<>();
        find(root, documents);
        if (documents.isEmpty()) {
            throw new IOException("there is no " + DOCUMENT + " of SIF Infrastructure (" + PrivacyObligations.NAMESPACE
                    + " or later) in it, its outermost element is " + root.getLocalName());
        }
        DocumentReader reader = new DocumentReader(documents.get(0));
        if (documents.size() > 1) {
            reader.missing.add("it holds " + documents.size()
                    + " documents, and this is the first: bring each in a file of its own");
        }
        return reader.draft();
    }

    private static void find(Element element, List<Element> documents) {
        if (DOCUMENT.equals(element.getLocalName())
                && String.valueOf(element.getNamespaceURI()).startsWith(INFRASTRUCTURE)) {
            documents.add(element);
            return;
        }
        Tree.children(element).forEach(child -> find(child, documents));
    }

    private Draft draft() {
        Map<String, String> terms = condition("terms");
        partner(terms);
        purpose();
        said("question")
                .ifPresentOrElse(
                        question -> draft.put("question", question),
                        () -> missing.add("question: which question it answers, in one sentence"));
        Optional<LegalBasis> basis = legalBasis();
        basis.ifPresent(this::conditions);
        keep(
                "identifiability",
                Optional.ofNullable(terms.get("identifiability")),
                "identified, pseudonymous or aggregate");
        population();
        fields();
        day("effective", "dateValidFrom");
        day("expiry", "dateValidTo");
        draft.put("smallestCell", number(terms.get("smallestCell"), SMALLEST_CELL));
        onward();
        text("technicalRequirements", "dataDeletion", "deleteBy")
                .flatMap(DocumentReader::date)
                .ifPresent(day -> draft.put("destruction", day.toString()));
        int acknowledgement = number(terms.get("acknowledgement"), Agreement.Terms.ACKNOWLEDGEMENT_DAYS);
        if (acknowledgement != Agreement.Terms.ACKNOWLEDGEMENT_DAYS) {
            draft.put("acknowledgement", acknowledgement);
        }
        said("reciprocity").ifPresent(words -> draft.put("reciprocity", words));
        training();
        missing.add("feeds: what is delivered, how and where to; the document does not say");
        return new Draft(yaml(), missing);
    }

    private void partner(Map<String, String> terms) {
        String name = text("dataProcessor", "dataProcessorName").orElse("");
        Map<String, Object> partner = new LinkedHashMap<>();
        String id = text("technicalRequirements", "dataDeletion", "partyToDeleteData", "organisation")
                .filter(party -> party.equals(id(party)))
                .orElse(id(name));
        if (id.isEmpty()) {
            missing.add("partner: who receives; the document names no data processor");
            return;
        }
        partner.put("id", id);
        partner.put("name", name.isEmpty() ? id : name);
        Optional<String> contact = text("dataProcessor", "privacyContact", "emailList", "email")
                .or(() -> text("dataProcessor", "privacyContact", "name", "familyName"))
                .or(() -> text("dataProcessor", "privacyContact", "phoneNumberList", "phoneNumber", "number"));
        contact.ifPresentOrElse(
                words -> partner.put("contact", words), () -> missing.add("partner.contact: whom to reach there"));
        if (terms.get("partnerConnection") != null) {
            partner.put("connection", terms.get("partnerConnection"));
        }
        draft.put("partner", partner);
    }

    private void purpose() {
        List<String> purposes = Tree.texts(nested("dataProcessor", "purposeList"), "purpose");
        if (purposes.isEmpty()) {
            missing.add("purpose: why, in one word that consents may name");
            return;
        }
        draft.put("purpose", id(purposes.get(0)));
        if (!purposes.get(0).equals(id(purposes.get(0))) || purposes.size() > 1) {
            missing.add("purpose: it says " + quoted(purposes)
                    + "; an agreement has one, in lower-case letters with hyphens");
        }
    }

    private Optional<LegalBasis> legalBasis() {
        List<String> laws = new ArrayList<>();
        for (Element law : Tree.elements(nested("contract", "lawList"), "law")) {
            String name = Tree.text(law, "lawName").orElse("");
            String description = Tree.text(law, "lawDescription").orElse("");
            for (LegalBasis basis : LegalBasis.values()) {
                if (basis.code().equals(description) || basis.code().equals(name)) {
                    draft.put("legalBasis", basis.code());
                    return Optional.of(basis);
                }
            }
            laws.add(name.isEmpty() ? description : name);
        }
        missing.add("legalBasis: one of "
                + Arrays.stream(LegalBasis.values()).map(LegalBasis::code).collect(Collectors.joining(", "))
                + (laws.isEmpty() ? "; the document names no law" : "; the document names " + quoted(laws)));
        return Optional.empty();
    }

    private void conditions(LegalBasis basis) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        for (LegalBasis.Condition condition : basis.conditions()) {
            said("conditions." + condition.key())
                    .ifPresentOrElse(
                            words -> conditions.put(condition.key(), words),
                            () -> missing.add("conditions." + condition.key() + ": " + condition.words() + ", "
                                    + condition.citation()));
        }
        if (!conditions.isEmpty()) {
            draft.put("conditions", conditions);
        }
    }

    private void population() {
        Map<String, String> said = condition("population");
        if (!said.containsKey("connection") || !said.containsKey("entity")) {
            missing.add("population: whose data, as connection and entity");
            return;
        }
        Map<String, Object> population = new LinkedHashMap<>();
        population.put("connection", said.get("connection"));
        population.put("entity", said.get("entity"));
        List<String> programs = properties("population", "program");
        if (!programs.isEmpty()) {
            population.put("programs", programs);
        }
        List<String> organizations = properties("population", "organization");
        if (!organizations.isEmpty()) {
            population.put("organizations", organizations);
        }
        if ("true".equals(said.get("ever"))) {
            population.put("ever", true);
        }
        int grace = number(said.get("grace"), 0);
        if (grace != 0) {
            population.put("grace", grace);
        }
        draft.put("population", population);
    }

    /** Names of the common model; what is called otherwise is asked for, never guessed. */
    private void fields() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (Element field : Tree.elements(nested("technicalRequirements", "dataAccess", "fieldList"), "field")) {
            String name = Tree.text(field, "fieldName").orElse("");
            if (Elements.find(name).isEmpty()) {
                unknown.add(name);
                continue;
            }
            List<String> components =
                    fields.computeIfAbsent(name.substring(0, name.indexOf('.')), e -> new ArrayList<>());
            String component = name.substring(name.indexOf('.') + 1);
            if (!components.contains(component)) {
                components.add(component);
            }
        }
        if (!fields.isEmpty()) {
            draft.put("fields", fields);
        }
        if (!unknown.isEmpty()) {
            missing.add("fields: " + quoted(unknown)
                    + (unknown.size() == 1 ? " is no element" : " are no elements")
                    + " of the common model and not granted: say which are meant, as Attendance.day");
        } else if (fields.isEmpty()) {
            missing.add("fields: what may leave, as Attendance.day; the document lists no field");
        }
    }

    private void day(String key, String element) {
        keep(
                key,
                text("contract", element).flatMap(DocumentReader::date).map(LocalDate::toString),
                "a day such as 2026-08-01");
    }

    private void onward() {
        List<String> parties = new ArrayList<>();
        for (Element party : Tree.elements(nested("dataSubProcessorList"), "dataSubProcessor")) {
            Tree.text(party, "subProcessorName").ifPresent(parties::add);
        }
        if (!parties.isEmpty()) {
            draft.put("redisclosure", parties);
        }
    }

    private void training() {
        List<String> curricula = new ArrayList<>();
        for (Element training : Tree.elements(nested("dataProcessor", "employeeTrainingList"), "employeeTraining")) {
            String name = Tree.text(training, "trainingName").orElse("");
            if (!name.isEmpty() && name.equals(id(name))) {
                curricula.add(name);
            } else {
                missing.add("training: " + quoted(List.of(name)) + " is no id of a curriculum in etc/trainings");
            }
        }
        if (!curricula.isEmpty()) {
            draft.put("training", curricula);
        }
    }

    private void keep(String key, Optional<String> value, String words) {
        value.ifPresentOrElse(said -> draft.put(key, said), () -> missing.add(key + ": " + words));
    }

    /** What the clause with that key of ours says; other documents have no such keys. */
    private Optional<String> said(String key) {
        return Tree.elements(nested("legalRequirements", "clauseList"), "clause").stream()
                .filter(clause ->
                        Tree.text(clause, "clauseReference").orElse("").endsWith(": " + key))
                .findFirst()
                .flatMap(clause -> Tree.text(clause, "clauseContent"));
    }

    private Map<String, String> condition(String name) {
        Map<String, String> said = new LinkedHashMap<>();
        property(
                name,
                property -> said.put(
                        Tree.text(property, "propertyName").orElse(""),
                        Tree.text(property, "propertyValue").orElse("")));
        return said;
    }

    private List<String> properties(String name, String key) {
        List<String> values = new ArrayList<>();
        property(name, property -> {
            if (Tree.text(property, "propertyName").orElse("").equals(key)) {
                Tree.text(property, "propertyValue").ifPresent(values::add);
            }
        });
        return values;
    }

    private void property(String name, Consumer<Element> each) {
        for (Element condition : Tree.elements(nested("technicalRequirements", "conditionList"), "condition")) {
            if (Tree.text(condition, "typeOfCondition").orElse("").equals(PrivacyObligations.TYPE)
                    && Tree.text(condition, "conditionName").orElse("").equals(name)) {
                Tree.children(condition).stream()
                        .filter(list -> "propertyList".equals(list.getLocalName()))
                        .flatMap(list -> Tree.children(list).stream())
                        .forEach(each);
            }
        }
    }

    private String yaml() {
        StringBuilder text =
                new StringBuilder("# A draft from a SIF Privacy Obligations Document. Of this a person must speak:\n");
        missing.forEach(sentence -> text.append("#   ").append(sentence).append('\n'));
        DumpSettings settings = DumpSettings.builder()
                .setDefaultFlowStyle(FlowStyle.BLOCK)
                .setWidth(200)
                .build();
        return text.append(new Dump(settings).dumpToString(draft)).toString();
    }

    private Optional<String> text(String... path) {
        return nested(path).stream()
                .map(Tree::content)
                .filter(words -> !words.isEmpty())
                .findFirst();
    }

    private List<Element> nested(String... path) {
        List<Element> found = List.of(document);
        for (String name : path) {
            found = Tree.elements(found, name);
        }
        return found;
    }

    private static Optional<LocalDate> date(String text) {
        try {
            // An XML date may have a time zone.
            return Optional.of(LocalDate.parse(text.replaceFirst("(Z|[+-]\\d\\d:\\d\\d)$", "")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static int number(@Nullable String text, int otherwise) {
        return text != null && text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
    }

    /** As an id of ours. */
    private static String id(String name) {
        String id = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        return id.substring(0, Math.min(id.length(), LONGEST_ID)).replaceAll("-+$", "");
    }

    private static String quoted(List<String> words) {
        return words.stream().map(word -> '"' + word + '"').collect(Collectors.joining(", "));
    }
}
