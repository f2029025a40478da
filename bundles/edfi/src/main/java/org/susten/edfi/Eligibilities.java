// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.model.Eligibility;
import org.susten.model.EligibilityBuilder;
import org.susten.model.EligibilityKind;
import org.susten.model.SourceId;
import org.susten.spi.SourceRecord;

/** Protected statuses, wherever a version of the standard says them. */
final class Eligibilities {

    private final Ids ids;
    private final Crosswalk codes;

    Eligibilities(Ids ids, Crosswalk codes) {
        this.ids = ids;
        this.codes = codes;
    }

    /** Those of a student's element, or of what an organization says of a student. */
    List<Eligibility> of(SourceRecord row, Node at, SourceId student) {
        List<Eligibility> all = new ArrayList<>();
        if (Boolean.TRUE.equals(at.flag("EconomicDisadvantaged"))) {
            all.add(one(row, student, EligibilityKind.ECONOMIC_DISADVANTAGE, "", null, null));
        }
        String english = at.code("LimitedEnglishProficiency");
        if ("Limited".equalsIgnoreCase(english)) {
            all.add(one(row, student, EligibilityKind.ENGLISH_LEARNER, "", null, null));
        }
        characteristics(at).forEach(one -> characteristic(all, row, student, one));
        for (Node one : at.nodes("Disability")) {
            String word = one.code("Disability") == null ? one.code() : one.code("Disability");
            if (word != null) {
                all.add(one(row, student, EligibilityKind.DISABILITY, word, null, null));
            }
        }
        for (String word : at.node("Section504Disabilities").codes("Section504Disability")) {
            all.add(one(row, student, EligibilityKind.DISABILITY, "Section 504: " + word, null, null));
        }
        return all;
    }

    /** A word for what somebody is, and the element that says when. */
    private record Characteristic(@Nullable String word, Node at) {}

    private static List<Characteristic> characteristics(Node at) {
        List<Characteristic> all = new ArrayList<>();
        for (Node one : at.nodes("StudentCharacteristic")) {
            String word = one.code("StudentCharacteristic") == null ? one.code() : one.code("StudentCharacteristic");
            all.add(new Characteristic(word, one));
        }
        for (Node one : at.node("StudentCharacteristics").nodes("StudentCharacteristic")) {
            all.add(new Characteristic(one.code("Characteristic"), one));
        }
        return all;
    }

    /** Whether every characteristic is a status of the common model. */
    boolean knowsAll(Node at) {
        return characteristics(at).stream().allMatch(one -> kind(one) != null);
    }

    private @Nullable EligibilityKind kind(Characteristic one) {
        String value = codes.of("characteristic", one.word);
        return value == null ? null : EligibilityKind.of(value).orElse(null);
    }

    /** One for each period, the earliest under the characteristic's own id. */
    private void characteristic(List<Eligibility> all, SourceRecord row, SourceId student, Characteristic one) {
        EligibilityKind kind = kind(one);
        if (kind == null) {
            return;
        }
        String word = one.word == null ? "" : one.word;
        List<Node> periods = one.at.has("Period") ? one.at.nodes("Period") : List.of(one.at);
        List<Eligibility> told = periods.stream()
                .map(at -> one(row, student, kind, word, at.date("BeginDate"), at.date("EndDate")))
                .sorted(Comparator.comparing(Eligibility::begin, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
        for (Eligibility status : told) {
            boolean taken = all.stream().anyMatch(other -> other.id().equals(status.id()));
            all.add(
                    taken
                            ? EligibilityBuilder.builder(status)
                                    .id(ids.beside(row, kind.code() + ':' + word + '@' + status.begin()))
                                    .build()
                            : status);
        }
    }

    /** The status that being served by a kind of program implies; null where it implies none. */
    @Nullable
    Eligibility ofProgram(SourceRecord row, Node at, SourceId student, String element) {
        EligibilityKind kind =
                switch (element) {
                    case "StudentSpecialEducationProgramAssociation", "StudentSpecialEdProgramAssociation" ->
                        Boolean.FALSE.equals(at.flag("IdeaEligibility")) ? null : EligibilityKind.DISABILITY;
                    case "StudentHomelessProgramAssociation" -> EligibilityKind.HOMELESS;
                    case "StudentMigrantEducationProgramAssociation" -> EligibilityKind.MIGRANT;
                    case "StudentLanguageInstructionProgramAssociation" -> EligibilityKind.ENGLISH_LEARNER;
                    case "StudentSection504ProgramAssociation" ->
                        Boolean.TRUE.equals(at.flag("Section504Eligibility")) ? EligibilityKind.DISABILITY : null;
                    default -> null;
                };
        String detail = element.contains("504") ? "Section 504" : disability(at);
        return kind == null ? null : one(row, student, kind, detail, at.date("BeginDate"), Services.end(at));
    }

    private static String disability(Node at) {
        String word = at.node("Disability").code("Disability");
        return word == null ? "" : word;
    }

    private Eligibility one(
            SourceRecord row,
            SourceId student,
            EligibilityKind kind,
            String detail,
            @Nullable LocalDate begin,
            @Nullable LocalDate end) {
        String which = detail.isEmpty() ? kind.code() : kind.code() + ':' + detail;
        return Eligibility.builder(ids.beside(row, which))
                .person(student)
                .kind(kind)
                .detail(detail.isEmpty() ? null : detail)
                .begin(begin)
                .end(end)
                .build();
    }
}
