// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TraceTest {

    @Test
    @DisplayName("P-03 a failure goes to the log without what it quotes, and tells what it was, where, and why")
    void messages_stay_out_of_the_log() {
        SQLException cause = new SQLException("Key (family_name)=(Quist) already exists", "23505");
        cause.addSuppressed(new IllegalStateException("Quist"));
        Throwable why = new IllegalArgumentException("no date: Quist", new IllegalStateException("Quist", cause));
        assertThat(printed(why)).contains("Quist");

        assertThat(printed(Trace.bare(why)))
                .doesNotContain("Quist")
                .contains(
                        "java.lang.IllegalArgumentException",
                        "java.lang.IllegalStateException",
                        "java.sql.SQLException, SQLSTATE 23505",
                        "messages_stay_out_of_the_log");
    }

    @Test
    void causes_in_a_circle_end() {
        Throwable one = new IllegalStateException();
        Throwable other = new IllegalArgumentException(one);
        one.initCause(other);
        assertThat(Trace.bare(other)).hasCauseInstanceOf(Throwable.class);
    }

    private static String printed(Throwable why) {
        StringWriter text = new StringWriter();
        why.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
