// SPDX-License-Identifier: Apache-2.0
/** Which cells of a table of counts must not be published. */
@NullMarked
package org.susten.measures.suppression;

import org.jspecify.annotations.NullMarked;
