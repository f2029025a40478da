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

    /** How often the hub learns. */
    @AttributeDefinition(
            description = "Days after which the hub learns anew what agreement weighs; 0: only when it is told to",
            min = "0")
    int learnDays() default 7;

    /** Who sees children's data. */
    @AttributeDefinition(
            description = "Roles that see what a person's fields say, and may look for names; nobody where it is empty")
    String valuesFor() default "";
}
