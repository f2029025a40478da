// SPDX-License-Identifier: Apache-2.0
/**
 * How what a feed tells becomes a package: its files in each format, beside its place until it is whole, sealed or encrypted, with
 * dictionary and manifest. Knows no delivery but which {@link org.susten.feeds.packing.Edition} it writes.
 */
@NullMarked
package org.susten.feeds.packing;

import org.jspecify.annotations.NullMarked;
