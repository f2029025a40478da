// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the standards and the law say of one component of the common model. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Element {

    /** How carefully the field is to be handled. */
    Sensitivity sensitivity();

    /** Global id of the CEDS element (version 12), or empty where CEDS has none. */
    String ceds() default "";
}
