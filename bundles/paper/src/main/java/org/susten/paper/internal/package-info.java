// SPDX-License-Identifier: Apache-2.0
/** The hub's signing key and what it makes. */
@NullMarked
package org.susten.paper.internal;

import org.jspecify.annotations.NullMarked;
