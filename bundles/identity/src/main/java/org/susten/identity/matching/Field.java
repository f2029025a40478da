// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/** What features can hold. The order is part of the stored form: append only. */
public enum Field {
    GIVEN(1),
    MIDDLE(1),
    FAMILY(1),
    SUFFIX(1),
    BIRTH_DATE(1),
    SEX(1),
    HOUSE_NUMBER(1),
    STREET(1),
    /** Second line of an address, or the unit. */
    EXTRA(1),
    CITY(1),
    STATE(1),
    POSTAL_CODE(1),
    PHONE(2),
    EMAIL(2),
    GUARDIAN(2),
    /** System and value together. */
    IDENTIFIER(4),
    /** Given name and surname together: counted, never stored. */
    FULL_NAME(0);

    static final Field[] ALL = values();

    private final int most;

    Field(int most) {
        this.most = most;
    }

    /** How many values features keep; further ones are dropped. */
    public int most() {
        return most;
    }
}
