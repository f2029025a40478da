// SPDX-License-Identifier: Apache-2.0
/** How the documents are written and read. */
@NullMarked
package org.susten.obligations.internal;

import org.jspecify.annotations.NullMarked;
