// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

/** What goes wrong between a source and the hub. */
public enum Fault {
    /** 429 with {@code Retry-After}. */
    TOO_MANY,
    /** 503 without a word. */
    UNAVAILABLE,
    /** 500. */
    ERROR,
    /** The connection ends without an answer. */
    RESET,
    /** The body ends before the length it promised. */
    TRUNCATED,
    /** The body has its length and is half a document. */
    HALF,
    /** 200 and a page for people. */
    PAGE,
    /** 401: the token is void before its time. */
    EXPIRED,
    /** 302 to another host. */
    REDIRECT
}
