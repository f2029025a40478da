// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.susten.bench.community.Dice.Trait;

/**
 * Everybody in the community. People are made when asked for and never kept, so that millions cost a few bytes each.
 * Children below {@code spec.students()} go to the district's schools, the others to none of them. Immutable.
 */
public final class Population {

    /** Names no other child has; in a log or a temporary file they can only have come from here. */
    public static final String CANARY_GIVEN = "Xanthoriel";

    /** The canary's surname. */
    public static final String CANARY_FAMILY = "Quibblethwaite";

    /** The canary's day of birth. */
    public static final LocalDate CANARY_BIRTH_DATE = LocalDate.of(2021, 2, 13);

    private static final int GRADES = 13;

    private final Spec spec;
    private final Dice dice;
    private final Names names = Names.load();
    private final int[] householdOf;
    private final int[] firstChildOf;

    /** Settles who lives with whom. */
    public Population(Spec spec) {
        this.spec = spec;
        this.dice = new Dice(spec.seed());
        int children = spec.students() + spec.outsiders();
        this.householdOf = new int[children];
        int[] first = new int[children + 1];
        int household = 0;
        int child = 0;
        while (child < children) {
            first[household] = child;
            for (int i = size(household); i > 0 && child < children; i--) {
                householdOf[child++] = household;
            }
            household++;
        }
        first[household] = children;
        this.firstChildOf = java.util.Arrays.copyOf(first, household + 1);
    }

    private int size(int household) {
        if (spec.canary() && household == 0) {
            return 1;
        }
        int percent = dice.pick(household, Trait.HOUSEHOLD_SIZE, 100);
        return percent < 40 ? 1 : percent < 78 ? 2 : percent < 94 ? 3 : 4;
    }

    /** How many children, in school or not. */
    public int children() {
        return householdOf.length;
    }

    /** How many households. */
    public int households() {
        return firstChildOf.length - 1;
    }

    /** The household a child lives in, without making either. */
    int householdOf(int child) {
        return householdOf[child];
    }

    int firstChildOf(int household) {
        return firstChildOf[household];
    }

    /** The school grade of a child, from 0, kindergarten. */
    int grade(int child) {
        int household = householdOf[child];
        int place = child - firstChildOf[household];
        if (isCanary(child)) {
            return 0;
        }
        int youngest = dice.pick(household, Trait.GRADE, GRADES);
        if (place > 0 && isTwin(household)) {
            place--;
        }
        int grade = youngest + place * (1 + dice.pick(household, Trait.SPACING, 3));
        return grade % GRADES;
    }

    boolean isCanary(int child) {
        return spec.canary() && child == 0;
    }

    /** Whether the first two children of a household are twins. */
    boolean isTwin(int household) {
        return dice.chance(household, Trait.TWINS, 0.035);
    }

    /** One child. */
    public Child child(int index) {
        int household = householdOf[index];
        int place = index - firstChildOf[household];
        Origin origin = origin(household);
        int grade = grade(index);
        if (isCanary(index)) {
            return new Child(
                    0, 0, "anglo", CANARY_GIVEN, null, CANARY_FAMILY, null, null, CANARY_BIRTH_DATE, true, grade);
        }
        boolean female = dice.chance(index, Trait.SEX, 0.487);
        String given = given(index, household, place, origin.given(female));
        String middle = dice.chance(index, Trait.MIDDLE_NAME, 0.55)
                ? pick(origin.given(female), dice.pick(index + 7_000_003L, Trait.MIDDLE_NAME, 1 << 20))
                : null;
        List<String> nicknames = names.nicknames(given);
        String nickname = nicknames.isEmpty() || !dice.chance(index, Trait.NICKNAME, 0.6)
                ? null
                : pick(nicknames, dice.pick(index + 7_000_003L, Trait.NICKNAME, 1 << 20));
        String family = family(household, index, origin);
        return new Child(
                index,
                household,
                origin.label(),
                given,
                given.equals(middle) ? null : middle,
                family,
                formerFamily(household, family, origin),
                nickname,
                birthDate(household, index, place, grade),
                female,
                grade);
    }

    private Origin origin(int household) {
        return names.origin(dice.pick(household, Trait.ORIGIN, 100));
    }

    /** Brothers and sisters never share a given name. */
    private String given(int index, int household, int place, List<String> from) {
        int start = dice.pick(household, Trait.GIVEN_NAME, from.size());
        int step = 1 + dice.pick(household + 3_000_017L, Trait.GIVEN_NAME, from.size() / 5);
        return place == 0 ? from.get(start) : from.get((start + place * step) % from.size());
    }

    private String family(int household, int index, Origin origin) {
        String first = surname(household, Trait.FAMILY_NAME, origin);
        boolean blended = dice.chance(index, Trait.FAMILY_NAME_KIND, 0.06);
        if (blended) {
            return surname(household, Trait.SECOND_FAMILY_NAME, origin);
        }
        if (dice.chance(household, Trait.FAMILY_NAME_KIND, origin.compound())) {
            String second = surname(household, Trait.SECOND_FAMILY_NAME, origin);
            boolean hyphen =
                    !origin.label().equals("hispanic") || dice.chance(household, Trait.SECOND_FAMILY_NAME, 0.25);
            return first + (hyphen ? "-" : " ") + second;
        }
        return first;
    }

    private @Nullable String formerFamily(int household, String family, Origin origin) {
        if (!dice.chance(household, Trait.FORMER_NAME, 0.05)) {
            return null;
        }
        String former = surname(household, Trait.FORMER_NAME, origin);
        return former.equals(family) ? null : former;
    }

    private String surname(int household, Trait trait, Origin origin) {
        return origin.family()
                .get(dice.skewed(household + 5_000_011L, trait, origin.family().size()));
    }

    private LocalDate birthDate(int household, int index, int place, int grade) {
        boolean twin = place < 2 && isTwin(household);
        int day = dice.pick(twin ? firstChildOf[household] : index, Trait.BIRTH_DAY, 365);
        return LocalDate.of(spec.firstDay().getYear() - 6 - grade, 9, 2).plusDays(day);
    }

    /** One household. */
    public Household household(int index) {
        Origin origin = origin(index);
        List<Household.Guardian> guardians = new ArrayList<>(2);
        for (int i = 0; i < guardians(index); i++) {
            int who = index * 2 + i;
            boolean female = i == 0 ? dice.chance(who, Trait.SEX, 0.8) : dice.chance(who, Trait.SEX, 0.2);
            List<String> given = origin.given(female);
            String family = i == 0 && spec.canary() && index == 0
                    ? CANARY_FAMILY
                    : surname(index, i == 0 ? Trait.FAMILY_NAME : Trait.SECOND_FAMILY_NAME, origin);
            guardians.add(
                    new Household.Guardian(who, pick(given, dice.pick(who, Trait.GUARDIAN_NAME, 1 << 20)), family));
        }
        return new Household(
                index,
                street(index, Trait.STREET),
                street(index, Trait.FORMER_STREET),
                String.format(Locale.ROOT, "%05d", 4000 + dice.pick(index, Trait.STREET, 40)),
                phone(index * 2L),
                guardians);
    }

    /** How many guardians a household has. */
    int guardians(int household) {
        return dice.chance(household, Trait.GUARDIANS, 0.65) ? 2 : 1;
    }

    String phone(long adult) {
        int number = dice.pick(adult, Trait.PHONE, 10_000);
        return "555-01" + (char) ('0' + dice.pick(adult + 1, Trait.PHONE, 10)) + (char) ('0' + number % 10) + '-'
                + (1000 + number % 9000);
    }

    private String street(int household, Trait trait) {
        return (1 + dice.pick(household, trait, 220)) + " "
                + pick(
                        names.streets(),
                        dice.pick(household, trait == Trait.STREET ? Trait.HOUSE_NUMBER : trait, 1 << 20));
    }

    /** A teacher's name, for as many as anybody asks for. */
    String[] teacher(int index) {
        long who = 40_000_003L + index;
        Origin origin = names.origin(dice.pick(who, Trait.ORIGIN, 100));
        List<String> given = origin.given(dice.chance(who, Trait.SEX, 0.7));
        return new String[] {
            pick(given, dice.pick(who, Trait.GIVEN_NAME, 1 << 20)),
            origin.family()
                    .get(dice.skewed(who, Trait.FAMILY_NAME, origin.family().size()))
        };
    }

    private static String pick(List<String> from, int number) {
        return from.get(number % from.size());
    }
}
