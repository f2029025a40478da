// SPDX-License-Identifier: Apache-2.0
/** CXF behind {@link org.susten.cxf.WebServices}. */
@NullMarked
package org.susten.cxf.internal;

import org.jspecify.annotations.NullMarked;
