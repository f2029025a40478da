// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.sif;

import java.util.List;
import org.susten.model.Entity;
import org.susten.spi.SourceRecord;

/** What the objects of one family mean. Safe for several threads. */
interface Meaning {

    /** What a row says. */
    List<Entity> of(SourceRecord row);
}
