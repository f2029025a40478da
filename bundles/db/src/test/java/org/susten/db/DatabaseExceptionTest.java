// SPDX-License-Identifier: Apache-2.0
package org.susten.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import org.susten.db.DatabaseException.Kind;

/** What the server says, in the fields of its protocol, and what the hub makes of it. */
class DatabaseExceptionTest {

    @Test
    void a_full_disk_and_shared_memory_that_does_not_do_are_told_apart_though_the_server_has_one_code_for_both() {
        DatabaseException disk = said("could not extend file \"base/16384/2610\"", "mdextend");
        DatabaseException memory = said("could not resize shared memory segment \"/PostgreSQL.1\"", "dsm_impl_posix");

        assertThat(disk.kind()).isEqualTo(Kind.FULL);
        assertThat(disk).hasMessageStartingWith("no room left on the database's disk");
        assertThat(memory.kind()).isEqualTo(Kind.FULL);
        assertThat(memory)
                .hasMessageContaining("/dev/shm have 1 GB")
                .hasMessageEndingWith("(SQLSTATE 53100)")
                .hasMessageNotContaining("disk");
    }

    private static DatabaseException said(String message, String routine) {
        String fields = String.join(
                "\0", "SERROR", "VERROR", "C53100", "M" + message + ": No space left on device", "R" + routine, "");
        return DatabaseException.of(new PSQLException(new ServerErrorMessage(fields)));
    }
}
