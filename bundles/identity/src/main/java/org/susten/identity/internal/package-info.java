// SPDX-License-Identifier: Apache-2.0
/** The person index in PostgreSQL, decided in sets. */
@NullMarked
package org.susten.identity.internal;

import org.jspecify.annotations.NullMarked;
