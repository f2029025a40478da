// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.db.DatabaseException;
import org.susten.db.DatabaseException.Kind;

/** The words are PostgreSQL's own, from its sources. */
class StartFailureTest {

    @ParameterizedTest
    @DisplayName("R-04 a disk that is full, and other reasons not to start, are said with what to do")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            FATAL:  could not write lock file "postmaster.pid": No space left on device          | FULL        | free some
            initdb: error: could not create directory "/s/data": Disk quota exceeded             | FULL        | free some
            FATAL:  could not open file "global/pg_control": Permission denied                   | CONFIG      | chown -R
            FATAL:  data directory "/s/data" has wrong ownership                                 | CONFIG      | chown -R
            FATAL:  data directory "/s/data" has invalid permissions                             | CONFIG      | chmod 700
            LOG:  could not bind IPv4 address "127.0.0.1": Address already in use                | UNAVAILABLE | another
            FATAL:  could not map anonymous shared memory: Cannot allocate memory                | CONFIG      | shared_buffers
            FATAL:  could not open shared memory segment "/PostgreSQL.1": Permission denied      | CONFIG      | /dev/shm
            FATAL:  could not get shared memory segment: No space left on device                 | CONFIG      | shmmni
            initdb: could not look up effective user ID 1234: user does not exist                | CONFIG      | /etc/passwd
            FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use               | UNAVAILABLE | still in use
            """)
    void a_reason_is_explained(String said, Kind kind, String fix) {
        DatabaseException explained = StartFailure.explain("start", said);
        assertThat(explained.kind()).isEqualTo(kind);
        assertThat(explained).hasMessageContaining(fix);
    }
}
