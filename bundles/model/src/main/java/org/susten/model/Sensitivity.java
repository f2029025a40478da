// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

/** How carefully a field is to be handled; the order is from free to guarded. */
public enum Sensitivity {
    /** About organizations and calendars; about nobody. */
    PUBLIC,
    /** Directory information in the sense of FERPA 34 CFR 99.3, unless a parent has opted out. */
    DIRECTORY,
    /** Personally identifiable information from education records. */
    PERSONAL,
    /** Protected classes and statuses: race, disability, homelessness, foster care, custody. */
    PROTECTED
}
