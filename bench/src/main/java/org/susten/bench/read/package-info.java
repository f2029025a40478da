// SPDX-License-Identifier: Apache-2.0
/** Reading by the kit beside bare parsers. */
@NullMarked
package org.susten.bench.read;

import org.jspecify.annotations.NullMarked;
