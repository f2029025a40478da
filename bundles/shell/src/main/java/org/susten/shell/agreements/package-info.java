// SPDX-License-Identifier: Apache-2.0
/** Commands about agreements and what follows from them: the ledger, requests, corrections, endings, emergencies, trainings, the inventory. */
@NullMarked
package org.susten.shell.agreements;

import org.jspecify.annotations.NullMarked;
