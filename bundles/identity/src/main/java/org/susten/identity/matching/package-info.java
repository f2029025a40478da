// SPDX-License-Identifier: Apache-2.0
/**
 * The linkage engine: who is the same person. Knows no database. A source's view of a person becomes {@link
 * org.susten.identity.matching.Features}, those give blocking {@link org.susten.identity.matching.Keys}; features laid out in a
 * {@link org.susten.identity.matching.Table} are compared by a {@link org.susten.identity.matching.Scorer} under a {@link
 * org.susten.identity.matching.Model}, which a {@link org.susten.identity.matching.Learner} finds without labels; scored pairs become
 * persons in a {@link org.susten.identity.matching.Clusterer}.
 */
@NullMarked
package org.susten.identity.matching;

import org.jspecify.annotations.NullMarked;
