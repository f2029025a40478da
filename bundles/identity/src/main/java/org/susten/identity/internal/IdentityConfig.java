// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.susten.identity.cfg}. */
@ObjectClassDefinition(name = "Person index", description = "How people decide who is who, and how the hub learns")
@interface IdentityConfig {

    /** Whether it takes two. */
    @AttributeDefinition(description = "Whether two people must decide alike before it takes effect")
    boolean twoPersons() default false;

    /** How long a claim lasts. */
    @AttributeDefinition(description = "Minutes for which a pair belongs to whoever claimed it", min = "1")
    int claimMinutes() default 30;
}
