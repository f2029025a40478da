// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What makes a disclosure lawful, and what that asks of the agreement, of each child and of each field. The hub checks that the agreement
 * says how each condition is met; whether it is true is for people to say. It is no lawyer.
 */
public enum LegalBasis {
    /** A parent's or an adult student's consent. */
    FERPA_CONSENT(
            "ferpa-99.30",
            "FERPA 34 CFR 99.30, consent",
            EnumSet.of(Holder.SCHOOL),
            EnumSet.allOf(Recipient.class),
            EnumSet.of(Duty.CONSENT),
            new Condition(
                    "consentForm",
                    "where the form is that says which records are disclosed, why, and to whom",
                    "34 CFR 99.30(b)")),

    /** Somebody who does the school's work. */
    FERPA_SCHOOL_OFFICIAL(
            "ferpa-99.31-a-1",
            "FERPA 34 CFR 99.31(a)(1), school official",
            EnumSet.of(Holder.SCHOOL),
            EnumSet.of(Recipient.SERVICE_PROVIDER),
            EnumSet.noneOf(Duty.class),
            new Condition(
                    "service",
                    "the service or function for which the school would otherwise use its own employees",
                    "34 CFR 99.31(a)(1)(i)(B)(1)"),
            new Condition(
                    "directControl",
                    "how the school controls the use and maintenance of the records",
                    "34 CFR 99.31(a)(1)(i)(B)(2)"),
            new Condition(
                    "criteria",
                    "where the annual notice says who is a school official and what is a legitimate educational interest",
                    "34 CFR 99.7(a)(3)(iii)")),

    /** Audit or evaluation of a public program. */
    FERPA_AUDIT(
            "ferpa-99.31-a-3",
            "FERPA 34 CFR 99.31(a)(3), audit or evaluation",
            EnumSet.of(Holder.SCHOOL),
            EnumSet.of(Recipient.AUTHORITY),
            EnumSet.of(Duty.DESTRUCTION),
            new Condition(
                    "authority",
                    "the federal, state or local educational authority on whose behalf this is done",
                    "34 CFR 99.31(a)(3)"),
            new Condition(
                    "representative",
                    "who is its authorized representative, designated in writing",
                    "34 CFR 99.35(a)(3)(i)"),
            new Condition(
                    "program",
                    "the federal- or state-supported education program that is audited or evaluated",
                    "34 CFR 99.35(a)(1)")),

    /** A study for schools. */
    FERPA_STUDIES(
            "ferpa-99.31-a-6",
            "FERPA 34 CFR 99.31(a)(6), studies",
            EnumSet.of(Holder.SCHOOL),
            EnumSet.of(Recipient.RESEARCHER),
            EnumSet.of(Duty.DESTRUCTION, Duty.NO_REDISCLOSURE),
            new Condition("study", "name, purpose and scope of the study", "34 CFR 99.31(a)(6)(iii)(C)(1)"),
            new Condition(
                    "onBehalfOf",
                    "for which schools it is done: to develop tests, administer student aid, or improve instruction",
                    "34 CFR 99.31(a)(6)(i)")),

    /** Directory information. */
    FERPA_DIRECTORY(
            "ferpa-99.37",
            "FERPA 34 CFR 99.37, directory information",
            EnumSet.of(Holder.SCHOOL),
            EnumSet.allOf(Recipient.class),
            EnumSet.of(Duty.DIRECTORY_ONLY),
            new Condition(
                    "notice",
                    "where and when the public was told what is directory information and how to opt out",
                    "34 CFR 99.37(a)")),

    /** A parent's consent in early intervention. */
    IDEA_PART_C(
            "idea-part-c",
            "IDEA Part C, 34 CFR 303.414, consent",
            EnumSet.of(Holder.EARLY_INTERVENTION),
            EnumSet.allOf(Recipient.class),
            EnumSet.of(Duty.CONSENT),
            new Condition(
                    "consentForm",
                    "where the form is that says which records are disclosed, and to whom",
                    "34 CFR 303.7, 303.414")),

    /** A parent's consent in Head Start. */
    HEAD_START(
            "head-start-1303.22",
            "Head Start 45 CFR 1303.22, consent",
            EnumSet.of(Holder.HEAD_START),
            EnumSet.allOf(Recipient.class),
            EnumSet.of(Duty.CONSENT),
            new Condition(
                    "consentForm",
                    "where the form is that says which records are disclosed, why, and to whom",
                    "45 CFR 1303.22(a)")),

    /** A law of the state, for records that no federal rule guards. */
    STATE_LAW(
            "state-law",
            "State law",
            EnumSet.of(Holder.OTHER),
            EnumSet.allOf(Recipient.class),
            EnumSet.noneOf(Duty.class),
            new Condition("statute", "the law that permits it, by title and section", "state law"));

    /** Whose records they are. */
    public enum Holder {
        /** A school, a district or a college: education records under FERPA. */
        SCHOOL,
        /** An early intervention program under IDEA Part C. */
        EARLY_INTERVENTION,
        /** A Head Start or Early Head Start program. */
        HEAD_START,
        /** Anybody else, for example an afterschool provider that keeps its own records. */
        OTHER
    }

    /** What the partner is to the holder. */
    public enum Recipient {
        /** Does a task for it. */
        SERVICE_PROVIDER,
        /** Represents a public authority that audits or evaluates a program. */
        AUTHORITY,
        /** Makes a study for it. */
        RESEARCHER,
        /** None of these. */
        OTHER
    }

    /** What a basis asks beyond its conditions. */
    public enum Duty {
        /** Only children with a dated consent in force are spoken of. */
        CONSENT,
        /** The agreement says the day by which the partner destroys what it received. */
        DESTRUCTION,
        /** The partner passes nothing on. */
        NO_REDISCLOSURE,
        /** Only directory information, and nobody who opted out. */
        DIRECTORY_ONLY
    }

    /**
     * What an agreement must say under {@code conditions}.
     *
     * @param key the key there
     * @param words what it says
     * @param citation where the law asks for it
     */
    public record Condition(String key, String words, String citation) {}

    private final String code;
    private final String title;
    private final Set<Holder> holders;
    private final Set<Recipient> recipients;
    private final Set<Duty> duties;
    private final List<Condition> conditions;

    LegalBasis(
            String code,
            String title,
            Set<Holder> holders,
            Set<Recipient> recipients,
            Set<Duty> duties,
            Condition... conditions) {
        this.code = code;
        this.title = title;
        this.holders = holders;
        this.recipients = recipients;
        this.duties = duties;
        this.conditions = List.of(conditions);
    }

    /**
     * The basis of that code.
     *
     * @throws IllegalArgumentException where there is none
     */
    public static LegalBasis of(String code) {
        return Arrays.stream(values())
                .filter(b -> b.code.equals(code))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no legal basis " + code));
    }

    /** The bases that could apply to such records and such a partner, in the order of the law. */
    public static List<LegalBasis> ways(Holder holder, Recipient recipient) {
        return Arrays.stream(values())
                .filter(basis -> basis.holders.contains(holder) && basis.recipients.contains(recipient))
                .toList();
    }

    /** As agreements name it. */
    public String code() {
        return code;
    }

    /** In the law's own words. */
    public String title() {
        return title;
    }

    /** Whether it asks that. */
    public boolean asks(Duty duty) {
        return duties.contains(duty);
    }

    /** What the agreement must say. */
    public List<Condition> conditions() {
        return conditions;
    }
}
