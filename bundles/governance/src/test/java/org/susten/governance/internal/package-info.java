// SPDX-License-Identifier: Apache-2.0
/** What agreements permit, and what the ledger proves. */
package org.susten.governance.internal;
