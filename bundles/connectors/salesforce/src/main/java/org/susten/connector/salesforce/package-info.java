// SPDX-License-Identifier: Apache-2.0
/** Connector that asks a nonprofit's Salesforce for its programs. */
@NullMarked
package org.susten.connector.salesforce;

import org.jspecify.annotations.NullMarked;
