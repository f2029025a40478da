// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.susten.governance.cfg}. */
@ObjectClassDefinition(name = "Susten governance")
public @interface GovernanceConfig {
    /** The zone whose midnight ends an agreement. */
    @AttributeDefinition(description = "Time zone of the hub, for example America/New_York; empty: the machine's")
    String timeZone() default "";

    /** Where the pages with the ledger's daily head go. */
    @AttributeDefinition(
            description = "Folder for the ledger's daily heads, best on another machine; relative to the hub's folder")
    String anchors() default "store/anchors";
}
