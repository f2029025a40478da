// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** {@code etc/org.susten.requests.cfg}. */
@ObjectClassDefinition(name = "Requests of parents", description = "Who gets a child's record out of the hub")
@interface RequestsConfig {

    /** Whether it takes two. */
    @AttributeDefinition(
            description =
                    "Whether a child's record goes to another of the staff only than whoever wrote the request down")
    boolean twoPersons() default false;
}
