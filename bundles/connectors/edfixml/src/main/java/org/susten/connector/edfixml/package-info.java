// SPDX-License-Identifier: Apache-2.0
/** Ed-Fi interchange XML, from data standard 1.0 to 5.2, and its relatives. */
@NullMarked
package org.susten.connector.edfixml;

import org.jspecify.annotations.NullMarked;
