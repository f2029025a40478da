// SPDX-License-Identifier: Apache-2.0
/** Connector that asks Apricot by a mapping. */
@NullMarked
package org.susten.connector.apricot;

import org.jspecify.annotations.NullMarked;
