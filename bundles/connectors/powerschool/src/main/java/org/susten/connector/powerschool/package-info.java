// SPDX-License-Identifier: Apache-2.0
/** Connector that asks PowerSchool SIS. */
@NullMarked
package org.susten.connector.powerschool;

import org.jspecify.annotations.NullMarked;
