// SPDX-License-Identifier: Apache-2.0
/** Reads any system that exports tables: a mapping file says what its columns mean. */
@NullMarked
package org.susten.connector.tabular;

import org.jspecify.annotations.NullMarked;
