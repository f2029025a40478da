// SPDX-License-Identifier: Apache-2.0
/** An Ed-Fi API of data standards 3 to 5, an ODS/API or one that looks like it. */
@NullMarked
package org.susten.connector.edfi;

import org.jspecify.annotations.NullMarked;
