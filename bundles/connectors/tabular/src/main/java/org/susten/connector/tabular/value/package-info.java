// SPDX-License-Identifier: Apache-2.0
/**
 * What one value goes through: a step makes a {@link org.susten.connector.tabular.value.Value} of a value, without a script.
 */
@NullMarked
package org.susten.connector.tabular.value;

import org.jspecify.annotations.NullMarked;
