// SPDX-License-Identifier: Apache-2.0
/** How agreements are read, applied and recorded. */
@NullMarked
package org.susten.governance.internal;

import org.jspecify.annotations.NullMarked;
