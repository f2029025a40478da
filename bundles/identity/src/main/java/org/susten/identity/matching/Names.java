// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Set;

/** Words that are no names, and suffixes. */
final class Names {

    /** Written for want of a name. */
    private static final Set<String> NOBODY = Set.of(
            ("unknown,unk,none,null,na,n a,tbd,test,pending,not given,no name,noname,nfn,nmn,nln,fnu,lnu,xx,xxx,refused,refuse,"
                            + "declined,decline,missing,not applicable,no first name,no last name,anonymous,anon,respondent,"
                            + "householder,household,hh,hhm,resident,occupant,do not know,dont know,not known,not provided,"
                            + "no answer,no response,unavailable,withheld,blank,person,individual,somebody,nobody,adult,"
                            + "first name,last name,firstname,lastname,given name,family name,surname,nombre,apellido,apellidos")
                    .split(","));

    /** Those of the words below that are written with marks. Sơn, Mãn or Bé are names, which lose theirs before they are compared. */
    private static final Set<String> MARKED = Set.of("senor", "senora", "senorita", "bebe");

    private static final int ASCII = 127;

    /** Words for somebody's place in a family or a house, for a newborn, or for a form of address; a name of nothing else names nobody. */
    private static final Set<String> KIN = Set.of(
            ("baby,boy,girl,babyboy,babygirl,infant,newborn,male,female,bb,bg,twin,triplet,child,kid,minor,adult,man,men,woman,"
                            + "mother,father,mom,dad,mommy,daddy,son,daughter,brother,sister,wife,husband,spouse,partner,grandmother,"
                            + "grandfather,grandma,grandpa,grandson,granddaughter,grandchild,aunt,uncle,nephew,niece,cousin,mister,mr,"
                            + "mrs,ms,miss,sir,madam,lady,ladies,gentleman,gentlemen,gent,house,home,roommate,friend,tenant,student,"
                            + "head,self,teen,toddler,youth,foster,stepchild,stepson,stepdaughter,oldest,youngest,eldest,older,"
                            + "younger,hoh,coh,soh,doh,"
                            + "hija,hijo,madre,padre,esposa,esposo,senor,senora,senorita,hermana,hermano,abuela,abuelo,nieta,nieto,bebe")
                    .split(","));

    /** What stands between or after such words. */
    private static final Set<String> BETWEEN = Set.of(
            "of", "in", "the", "a", "b", "c", "f", "m", "1", "2", "3", "4", "one", "two", "three", "first", "second",
            "third", "no");

    private Names() {}

    /** A given name in words; empty where it names nobody. */
    static String given(String value) {
        String words = known(Text.words(value));
        boolean marked = value.codePoints()
                .anyMatch(c ->
                        c > ASCII && (Character.isLetter(c) || Character.getType(c) == Character.NON_SPACING_MARK));
        return (!marked || MARKED.contains(words)) && namesNobody(words) ? "" : words;
    }

    private static boolean namesNobody(String words) {
        boolean kin = false;
        int from = 0;
        while (from < words.length()) {
            int space = words.indexOf(' ', from);
            int to = space < 0 ? words.length() : space;
            String word = words.substring(from, to);
            boolean one = KIN.contains(word);
            if (!one && !BETWEEN.contains(word)) {
                return false;
            }
            kin |= one;
            from = to + 1;
        }
        return kin;
    }

    static String known(String words) {
        return NOBODY.contains(words) ? "" : words;
    }

    /** The suffix a word is; empty where it is none. */
    static String suffix(String word) {
        return switch (word) {
            case "jr", "junior", "ii", "2nd" -> "jr";
            case "sr", "senior" -> "sr";
            case "iii", "3rd" -> "iii";
            case "iv", "4th" -> "iv";
            default -> "";
        };
    }

    static boolean allSame(String value) {
        for (int i = 1; i < value.length(); i++) {
            if (value.charAt(i) != value.charAt(0)) {
                return false;
            }
        }
        return true;
    }
}
