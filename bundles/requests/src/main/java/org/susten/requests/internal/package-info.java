// SPDX-License-Identifier: Apache-2.0
/** Requests in PostgreSQL, records as JSON and PDF. */
@NullMarked
package org.susten.requests.internal;

import org.jspecify.annotations.NullMarked;
