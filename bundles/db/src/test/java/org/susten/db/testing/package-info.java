// SPDX-License-Identifier: Apache-2.0
/** Real PostgreSQL for tests of every bundle. */
package org.susten.db.testing;
