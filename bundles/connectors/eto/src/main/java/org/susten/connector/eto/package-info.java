// SPDX-License-Identifier: Apache-2.0
/** Connector that asks ETO by a mapping. */
@NullMarked
package org.susten.connector.eto;

import org.jspecify.annotations.NullMarked;
