// SPDX-License-Identifier: Apache-2.0
/** Users in {@code etc/users.yaml}. */
@NullMarked
package org.susten.users.internal;

import org.jspecify.annotations.NullMarked;
