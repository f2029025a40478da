// SPDX-License-Identifier: Apache-2.0
/** Connector that asks a SIF 3 provider. */
@NullMarked
package org.susten.connector.sif;

import org.jspecify.annotations.NullMarked;
