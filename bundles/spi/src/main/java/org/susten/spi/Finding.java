// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

/**
 * A deviation that did not stop anything: a missing column, a count that does not match, a word where a code belongs.
 *
 * @param where file, stream or endpoint
 * @param what what deviates, in a sentence without a person's data
 */
public record Finding(String where, String what) {}
