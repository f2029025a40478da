// SPDX-License-Identifier: Apache-2.0
/** Connector that asks Clever. */
@NullMarked
package org.susten.connector.clever;

import org.jspecify.annotations.NullMarked;
