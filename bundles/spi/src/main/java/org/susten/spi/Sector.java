// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

/** The part of a community's systems a connector belongs to. */
public enum Sector {
    /** Student information systems and their aggregators. */
    SCHOOL,
    /** Head Start, pre-K, child care, readiness. */
    EARLY_CHILDHOOD,
    /** Afterschool, tutoring, mentoring, other programs of nonprofits. */
    AFTERSCHOOL,
    /** State longitudinal and postsecondary. */
    STATE,
    /** Any. */
    ANY
}
