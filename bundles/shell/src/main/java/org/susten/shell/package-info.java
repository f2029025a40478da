// SPDX-License-Identifier: Apache-2.0
/** The commands {@code susten:*} of the hub's shell. They show counts, positions and ids; never a person's data. */
@Header(name = "Karaf-Commands", value = "org.susten.shell.*")
@NullMarked
package org.susten.shell;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Header;
