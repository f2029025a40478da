// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An entity was built without a component it cannot be without; the row is quarantined with the element's name. */
public final class MissingElementException extends IllegalArgumentException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String element;

    MissingElementException(String entity, String element) {
        super(entity + " has no " + element);
        this.element = element;
    }

    /** The component that is missing, as named in the model. */
    public String element() {
        return element;
    }

    static void check(String entity, String element, @Nullable Object value) {
        if (value == null) {
            throw new MissingElementException(entity, element);
        }
    }
}
