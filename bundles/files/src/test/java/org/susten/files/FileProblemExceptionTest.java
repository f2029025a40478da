// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.susten.files.FileProblemException.Problem;

class FileProblemExceptionTest {

    @Test
    void a_problem_of_the_whole_file_names_no_line() {
        Problem inIt = new Problem(12, "key site stands twice", "keep one of the two");
        Problem ofIt = new Problem(0, "key site is missing", "add a line site=…");
        assertThat(inIt.said()).isEqualTo("line 12: key site stands twice; keep one of the two");
        assertThat(inIt.place()).isEqualTo(":12");
        assertThat(ofIt.said()).isEqualTo("key site is missing; add a line site=…");
        assertThat(ofIt.place()).isEmpty();
    }
}
