// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

/** The words by which an agreement asks for a feed in the shape of Ed-Fi's data standard 5. */
public final class EdFiFeed {

    /** The data product. */
    public static final String DATASET = "edfi";

    /** Its format: a file of JSON lines for each resource. */
    public static final String FORMAT = "edfi-jsonl";

    private EdFiFeed() {}
}
