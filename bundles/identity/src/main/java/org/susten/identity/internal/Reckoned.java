// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.susten.identity.matching.Comparison;
import org.susten.identity.matching.Score;

/**
 * A score as events keep it: format, prior, household correction, rule, then comparison, level and bits of each line. Holds no
 * value of anybody.
 */
final class Reckoned {

    private static final byte FORMAT = 1;

    private Reckoned() {}

    static byte[] bytes(Score score) {
        List<Score.Line> lines = score.lines();
        ByteBuffer out = ByteBuffer.allocate(2 + 4 * 8 + lines.size() * (2 + 2 * 8));
        out.put(FORMAT).put((byte) score.rule().ordinal());
        out.putDouble(score.bits())
                .putDouble(score.evidence())
                .putDouble(score.prior())
                .putDouble(score.household());
        for (Score.Line line : lines) {
            Comparison comparison = line.comparison();
            out.put((byte) comparison.ordinal()).put((byte) level(comparison, line.level()));
            out.putDouble(line.bits()).putDouble(line.rarity());
        }
        return out.array();
    }

    private static int level(Comparison comparison, String name) {
        int level = 1;
        while (!comparison.levelName(level).equals(name)) {
            level++;
        }
        return level;
    }

    static Score of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.get() != FORMAT) {
            throw new IllegalArgumentException("weights of an unknown format: a newer version wrote them");
        }
        Score.Rule rule = Score.Rule.values()[in.get()];
        double bits = in.getDouble();
        double evidence = in.getDouble();
        double prior = in.getDouble();
        double household = in.getDouble();
        List<Score.Line> lines = new ArrayList<>();
        while (in.hasRemaining()) {
            Comparison comparison = Comparison.values()[in.get()];
            String level = comparison.levelName(in.get());
            lines.add(new Score.Line(comparison, level, in.getDouble(), in.getDouble()));
        }
        return new Score(bits, evidence, prior, household, lines, rule);
    }
}
