// SPDX-License-Identifier: Apache-2.0
/** The hub's HTTP doors: authentication before anything is parsed, then thin resources over the core. */
@NullMarked
package org.susten.rest.internal;

import org.jspecify.annotations.NullMarked;
