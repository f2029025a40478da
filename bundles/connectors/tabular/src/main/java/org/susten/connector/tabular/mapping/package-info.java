// SPDX-License-Identifier: Apache-2.0
/**
 * What a mapping file says, compiled once for one site: problems are found with their line here, not row by row. A {@link
 * org.susten.connector.tabular.mapping.Mapping} holds {@link org.susten.connector.tabular.mapping.StreamPlan}s, which turn shaped rows into
 * entities of the common model.
 */
@NullMarked
package org.susten.connector.tabular.mapping;

import org.jspecify.annotations.NullMarked;
