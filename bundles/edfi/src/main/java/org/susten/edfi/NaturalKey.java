// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes the natural key of an element, or of what a reference names, out of its values. Safe for several threads. */
@FunctionalInterface
public interface NaturalKey {

    /** The key, in the wording of that generation of the standard; empty where a part of it is missing. */
    String of(Map<String, @Nullable Object> values, Version version);
}
