// SPDX-License-Identifier: Apache-2.0
/** The common model: people, programs, enrollment, attendance, in the words and codes of CEDS. */
@Export
@Version("1.0.0")
@NullMarked
package org.susten.model;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
