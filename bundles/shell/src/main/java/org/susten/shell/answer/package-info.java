// SPDX-License-Identifier: Apache-2.0
/** How every command asks, answers, prints and is put on record: its answer as text or JSON, tables, completion, options. */
@NullMarked
package org.susten.shell.answer;

import org.jspecify.annotations.NullMarked;
