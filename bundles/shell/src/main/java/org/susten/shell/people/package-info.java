// SPDX-License-Identifier: Apache-2.0
/** Commands about who is the same child: persons, questions, merges and the model. */
@NullMarked
package org.susten.shell.people;

import org.jspecify.annotations.NullMarked;
