// SPDX-License-Identifier: Apache-2.0
/** Carries files and batches over Camel routes: the {@code susten:} component, arrivals, deliveries and operators' routes. */
@NullMarked
package org.susten.transport.internal;

import org.jspecify.annotations.NullMarked;
