// SPDX-License-Identifier: Apache-2.0
/**
 * Which connections there are: their files, what may stand in them, their connectors, and how these are called so that the faults of one
 * stay with it. Knows no run.
 */
@NullMarked
package org.susten.engine.connection;

import org.jspecify.annotations.NullMarked;
