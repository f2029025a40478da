// SPDX-License-Identifier: Apache-2.0
/**
 * What a feed can tell: the data products with their columns, the files of OneRoster and the resources of Ed-Fi, as SQL over the
 * published views; what of them an agreement grants ({@link org.susten.feeds.product.Governed}), and of whom
 * ({@link org.susten.feeds.product.Recipients}). Knows no delivery.
 */
@NullMarked
package org.susten.feeds.product;

import org.jspecify.annotations.NullMarked;
