// SPDX-License-Identifier: Apache-2.0
/** Agreements, consent, pseudonyms, passes of partners' people and the ledger of disclosures. */
@Export
@Version("1.10.0")
@NullMarked
package org.susten.governance;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
