// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.util.Set;

/**
 * What the reading of one stream covered.
 *
 * @param stream the stream
 * @param complete absence of a row means closed
 * @param organizations keys of the organizations covered; empty means all
 * @param cursor where reading goes on; empty where nothing was read
 */
public record Reading(String stream, boolean complete, Set<String> organizations, String cursor) {}
