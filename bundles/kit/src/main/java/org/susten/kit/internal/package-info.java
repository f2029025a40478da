// SPDX-License-Identifier: Apache-2.0
/** Parsers behind the kit's readers. */
@NullMarked
package org.susten.kit.internal;

import org.jspecify.annotations.NullMarked;
