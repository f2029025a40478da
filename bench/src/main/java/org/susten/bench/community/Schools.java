// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import java.util.Locale;
import org.susten.bench.community.Dice.Trait;

/** Who goes to which school and class, and who teaches there. Immutable once made. */
final class Schools {

    private static final int GRADES = 13;
    private static final int CLASS_SIZE = 24;
    private static final String[] PLACES = {
        "Sandbar", "Heron", "Cottonwood", "Millrace", "Lantern Hill", "Three Bridges", "Old Ferry", "Pebble Creek",
        "Willow Bend", "Foundry", "Upper Meadow", "Granary", "Kingfisher", "Stone Arch", "Long Reach", "Weir"
    };

    private final Spec spec;
    private final Dice dice;
    private final Population people;
    private final int elementary;
    private final int middle;
    private final byte[] gradeOf;
    private final short[] schoolOf;
    private final int[][] students;
    private final int[][] firstClass;
    private final int[] firstTeacher;
    private final int classes;

    Schools(Spec spec, Population people) {
        this.spec = spec;
        this.people = people;
        this.dice = new Dice(spec.seed());
        this.middle = Math.max(1, spec.schools() / 5);
        this.elementary = spec.schools() - 2 * middle;
        this.gradeOf = new byte[spec.students()];
        this.schoolOf = new short[spec.students()];
        this.students = new int[spec.schools()][GRADES];
        for (int i = 0; i < spec.students(); i++) {
            gradeOf[i] = (byte) people.grade(i);
            schoolOf[i] = (short) schoolOf(i);
            students[schoolOf[i]][gradeOf[i]]++;
        }
        this.firstClass = new int[spec.schools()][GRADES];
        this.firstTeacher = new int[spec.schools() + 1];
        int next = 0;
        for (int school = 0; school < spec.schools(); school++) {
            int here = 0;
            for (int grade = 0; grade < GRADES; grade++) {
                firstClass[school][grade] = next;
                next += sections(school, grade) * spec.classesPerStudent();
                here += students[school][grade];
            }
            firstTeacher[school + 1] = firstTeacher[school] + 2 + here / 18;
        }
        this.classes = next;
    }

    private int schoolOf(int student) {
        int grade = gradeOf[student];
        int area = dice.pick(people.householdOf(student), Trait.SCHOOL, 1 << 20);
        if (grade <= 5) {
            return area % elementary;
        }
        return grade <= 8 ? elementary + area % middle : elementary + middle + area % middle;
    }

    int count() {
        return spec.schools();
    }

    int classes() {
        return classes;
    }

    int teachers() {
        return firstTeacher[spec.schools()];
    }

    int grade(int student) {
        return gradeOf[student];
    }

    int school(int student) {
        return schoolOf[student];
    }

    /** Parallel classes of one grade and subject. */
    private int sections(int school, int grade) {
        return (students[school][grade] + CLASS_SIZE - 1) / CLASS_SIZE;
    }

    /** The class a student takes as the {@code slot}th. */
    int classOf(int student, int slot) {
        int school = schoolOf[student];
        int grade = gradeOf[student];
        int sections = sections(school, grade);
        return firstClass[school][grade] + slot * sections + dice.pick(student, Trait.SECTION, sections);
    }

    /** A class: school, grade, slot, section. */
    int[] classAt(int number) {
        int school = spec.schools() - 1;
        while (firstClass[school][0] > number) {
            school--;
        }
        int grade = GRADES - 1;
        while (firstClass[school][grade] > number || sections(school, grade) == 0) {
            grade--;
        }
        int inGrade = number - firstClass[school][grade];
        int sections = sections(school, grade);
        return new int[] {school, grade, inGrade / sections, inGrade % sections};
    }

    /** Who teaches a class. */
    int teacherOf(int number, int school) {
        int from = firstTeacher[school];
        return from + 1 + dice.pick(number, Trait.TEACHER, firstTeacher[school + 1] - from - 1);
    }

    /** Where a teacher works; the first of each school is its principal. */
    int schoolOfTeacher(int teacher) {
        int school = 0;
        while (firstTeacher[school + 1] <= teacher) {
            school++;
        }
        return school;
    }

    boolean isPrincipal(int teacher) {
        return firstTeacher[schoolOfTeacher(teacher)] == teacher;
    }

    String name(int school) {
        String place = PLACES[school % PLACES.length];
        int round = school / PLACES.length;
        String kind = school < elementary ? "Elementary" : school < elementary + middle ? "Middle" : "High";
        return place + (round == 0 ? "" : " " + (round + 1)) + ' ' + kind + " School";
    }

    /** The number by which the district's other systems know a school. */
    String number(int school) {
        return String.format(Locale.ROOT, "%04d", 101 + school);
    }
}
