// SPDX-License-Identifier: Apache-2.0
/** Reads OneRoster CSV exports, versions 1.1 and 1.2. */
@NullMarked
package org.susten.connector.oneroster;

import org.jspecify.annotations.NullMarked;
