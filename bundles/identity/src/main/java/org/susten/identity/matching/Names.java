// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Set;

/** Words that are no names, and suffixes. */
final class Names {

    /** Words written for want of a name. */
    private static final Set<String> NOBODY = Set.of(
            ("unknown,unk,none,null,na,n a,tbd,test,pending,not given,no name,noname,nfn,nmn,nln,fnu,lnu,xx,xxx,refused,refuse,"
                            + "declined,decline,missing,not applicable,no first name,no last name,anonymous,anon,respondent,"
                            + "householder,household,hh,resident,occupant,do not know,dont know,not known,not provided,"
                            + "no answer,no response,unavailable,withheld,blank,person,individual,somebody,nobody")
                    .split(","));

    /** Words for somebody's place in a family, or for a newborn, that stand where a given name should. */
    private static final Set<String> KIN = Set.of(
            ("baby,baby boy,baby girl,babyboy,babygirl,boy,girl,infant,newborn,male,female,bb,bg,baby a,baby b,twin,twin a,twin b,"
                            + "twin 1,twin 2,baby boy a,baby boy b,baby girl a,baby girl b,infant boy,infant girl,male infant,"
                            + "female infant,child,kid,minor,male child,female child,boy child,girl child,adult,man,woman,"
                            + "male adult,female adult,adult male,adult female,mother,father,mom,dad,mommy,daddy,son,daughter,brother,"
                            + "sister,wife,husband,spouse,partner,grandmother,grandfather,grandma,grandpa,grandson,"
                            + "granddaughter,grandchild,aunt,uncle,nephew,niece,cousin,mister,mr,mrs,ms,miss,sir,madam,"
                            + "lady,gentleman,lady of the house,gentleman of the house,gentleman of,lady of,house,"
                            + "first child,second child,third child,child 1,child 2,child 3,child a,child b,roommate,"
                            + "friend,tenant,student,head,self,one,two,three,teen,toddler,youth,foster child,stepchild")
                    .split(","));

    private Names() {}

    /** A given name in words; empty where it names nobody. */
    static String given(String value) {
        String words = known(Text.words(value));
        return KIN.contains(words) ? "" : words;
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
