// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.bench.community.Families;
import org.susten.identity.matching.Batch;
import org.susten.identity.matching.Clusterer;
import org.susten.identity.matching.Edges;
import org.susten.identity.matching.Model;
import org.susten.identity.matching.Scorer;

/** What the engine links without anybody looking, learnt from the records alone and at its one threshold. */
final class AutomaticLinksTest {

    private static final Path MAPPINGS = Path.of("mappings");

    /** Public sets are not part of the source tree: where nobody has put them beside it, their tests are passed over. */
    private static final Path PUBLIC = Path.of(System.getProperty("susten.linkage.data", "../../shared/data/linkage"));

    private static final double PRECISION = 0.995;

    @Test
    @DisplayName("I-09 automatic links among invented brothers, sisters and twins are right in 995 of 1,000")
    void automatic_links_of_invented_pupils_are_right(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("families.csv");
        Families.write(file, 9, 20_000);

        Accuracy linked = linked(List.of(file), "community.yaml", "person");

        assertThat(linked.precision()).isGreaterThanOrEqualTo(PRECISION);
        assertThat(linked.recall()).isGreaterThan(0.95);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "febrl/dataset1.csv, febrl.yaml, rec_id, .99",
        "febrl/dataset2.csv, febrl.yaml, rec_id, .99",
        "febrl/dataset3.csv, febrl.yaml, rec_id, .99",
        "febrl_legacy/dataset_A_5000.csv, febrl-legacy.yaml, rec_id, .97",
        "febrl_legacy/dataset_C_5000.csv, febrl-legacy.yaml, rec_id, .97",
        "pseudopeople/default_census.csv pseudopeople/default_wic.csv, pseudopeople.yaml, simulant_id, .955"
    })
    @DisplayName("I-09 automatic links among the people of public sets are right in 995 of 1,000")
    void automatic_links_of_public_sets_are_right(String names, String mapping, String truth, double recall) {
        List<Path> files = Arrays.stream(names.split(" ")).map(PUBLIC::resolve).toList();
        assumeTrue(files.stream().allMatch(Files::isReadable), "the public sets are not there");

        Accuracy linked = linked(files, mapping, truth);

        assertThat(linked.precision()).isGreaterThanOrEqualTo(PRECISION);
        assertThat(linked.recall()).isGreaterThanOrEqualTo(recall);
    }

    private static Accuracy linked(List<Path> files, String mapping, String truth) {
        Options options = new Options(files, MAPPINGS.resolve(mapping), null, truth, false, 0, null, null);
        Records records = Records.read(options, Mapping.read(options.mapping()));
        Batch batch = records.batch();
        Model model = batch.learn();
        Edges edges = batch.score(model, records.exclusive());
        Scorer scorer = new Scorer(batch.table(), model, records.exclusive());
        long[] ties = LongStream.range(0, records.size()).toArray();
        return Accuracy.of(Clusterer.groups(ties, edges, scorer, Model.CERTAIN), records.truth());
    }
}
