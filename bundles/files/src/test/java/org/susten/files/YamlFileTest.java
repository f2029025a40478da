// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.files.FileProblemException.Problem;

class YamlFileTest {

    @TempDir
    Path folder;

    @Test
    void each_value_has_its_line_by_pointer() throws Exception {
        YamlFile file = YamlFile.of(
                """
                # who we are
                partner:
                  id: river
                fields:
                  a/b: [one,
                    two]
                """);
        assertThat(file.root().at("/partner/id").asText()).isEqualTo("river");
        assertThat(file.line("/partner/id")).isEqualTo(3);
        assertThat(file.line(YamlFile.member("/fields", "a/b") + "/1")).isEqualTo(6);
        assertThat(file.line("/partner/missing")).isEqualTo(2);
        assertThat(file.problem("/partner", "what", "fix")).isEqualTo(new Problem(2, "what", "fix"));
    }

    @Test
    void numbers_with_leading_zeros_stay_text() throws Exception {
        YamlFile file = YamlFile.of("[0, 7, 007, 123456789012345678901, true, null, '8']");
        assertThat(file.root()).hasToString("[0,7,\"007\",\"123456789012345678901\",true,null,\"8\"]");
    }

    @Test
    void what_cannot_be_understood_is_refused_with_its_line() {
        refused("a: 1\na: 2", 2, "a stands here a second time");
        refused("? [a]\n: 1", 1, "a name must be a word");
        refused("a: &x [1]\nb: *x", 1, "an alias stands for this value elsewhere");
        refused("a: [1", 1, "this is not YAML");
        refused("# nothing\n", 0, "the file is empty");
        refused("a: 1\n---\nb: 2", 2, "this is not YAML");
    }

    @Test
    @DisplayName("S-11 a document nested ten thousand deep is refused before it is unfolded")
    void deep_nesting_is_refused() {
        assertThat(refusal("[".repeat(10_000) + "]".repeat(10_000)).what()).isEqualTo("this is nested too deeply");
        assertThat(refusal("a: " + "{b: ".repeat(10_000)).what()).isEqualTo("this is nested too deeply");
        assertThat(refusal("- ".repeat(10_000)).what()).isEqualTo("this is nested too deeply");
    }

    @Test
    @DisplayName("S-05 a tag makes no object of a class")
    void a_tag_makes_no_object() throws Exception {
        YamlFile file = YamlFile.of("a: !!javax.script.ScriptEngineManager [x]\nb: !!java.io.File /tmp/x");
        assertThat(file.root()).hasToString("{\"a\":[\"x\"],\"b\":\"/tmp/x\"}");
    }

    @Test
    void a_file_in_another_encoding_or_too_large_is_refused() throws Exception {
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xe4});
        Path large = Files.writeString(folder.resolve("large.yaml"), "# ".repeat(3 << 20));
        assertThat(catchThrowableOfType(FileProblemException.class, () -> YamlFile.read(latin)))
                .hasMessage("the file is not UTF-8");
        assertThat(catchThrowableOfType(FileProblemException.class, () -> YamlFile.read(large)))
                .hasMessage("the file is larger than 4 MB");
    }

    private static void refused(String yaml, int line, String what) {
        Problem problem = refusal(yaml);
        assertThat(problem.what()).startsWith(what);
        assertThat(problem.line()).isEqualTo(line);
        assertThat(problem.fix()).isNotBlank();
    }

    private static Problem refusal(String yaml) {
        return catchThrowableOfType(FileProblemException.class, () -> YamlFile.of(yaml))
                .problems()
                .get(0);
    }
}
