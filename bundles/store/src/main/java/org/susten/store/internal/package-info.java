// SPDX-License-Identifier: Apache-2.0
/** How records are staged, compared and merged. */
@NullMarked
package org.susten.store.internal;

import org.jspecify.annotations.NullMarked;
