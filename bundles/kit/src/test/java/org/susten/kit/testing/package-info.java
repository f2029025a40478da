// SPDX-License-Identifier: Apache-2.0
/** Files that are made, and damaged, in a test; for the tests of every bundle that reads files. */
package org.susten.kit.testing;
