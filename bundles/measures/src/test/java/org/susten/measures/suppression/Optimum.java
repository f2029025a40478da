// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.suppression;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToLongFunction;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * The least loss with which a table could be published: a whole number says of each cell whether it is left out, and for each
 * sensitive cell there is another table in which it holds enough people and only cells left out differ (J. Kelly, B. Golden and
 * A. Assad, "Cell suppression: disclosure protection for sensitive tabular data", Networks 22, 1992). People of those other
 * tables may be fractions, so what is found is never more than the true optimum.
 */
final class Optimum {

    private final Cube cube;
    private final Map<Integer, Long> needs;
    private final ExpressionsBasedModel model = new ExpressionsBasedModel();
    private final Map<Integer, Variable> left = new HashMap<>();

    Optimum(Cube cube, Map<Integer, Long> needs, IntToLongFunction loss) {
        this.cube = cube;
        this.needs = needs;
        for (int cell = 0; cell < cube.cells(); cell++) {
            left.put(cell, model.newVariable("x" + cell).binary().weight(loss.applyAsLong(cell)));
        }
        needs.keySet().forEach(cell -> left.get(cell).level(1));
        needs.forEach(this::protect);
        eachTotal(this::notAlone);
    }

    /** The cells left out. */
    BitSet cells() {
        Optimisation.Result result = model.minimise();
        if (!result.getState().isOptimal()) {
            throw new IllegalStateException("no optimum was found: " + result.getState());
        }
        BitSet cells = new BitSet();
        left.forEach((cell, variable) -> cells.set(cell, variable.getValue().doubleValue() > 0.5));
        return cells;
    }

    private void protect(int sensitive, long need) {
        Map<Integer, Variable> moves = new HashMap<>();
        for (int cell = 0; cell < cube.cells(); cell++) {
            long most = Math.max(1, cube.dimensions() - 1) * need;
            long falls = Math.min(most, cube.count(cell));
            String name = sensitive + "to" + cell;
            Variable move = model.newVariable("m" + name).lower(-falls).upper(most);
            moves.put(cell, move);
            model.newExpression("u" + name)
                    .set(move, 1)
                    .set(left.get(cell), -most)
                    .upper(0);
            model.newExpression("l" + name)
                    .set(move, 1)
                    .set(left.get(cell), falls)
                    .lower(0);
        }
        moves.get(sensitive).lower(need);
        eachTotal((total, dimension) -> balance(sensitive, moves, total, dimension));
    }

    private interface Line {
        void at(int total, int dimension);
    }

    private void eachTotal(Line line) {
        for (int cell = 0; cell < cube.cells(); cell++) {
            for (int dimension = 0; dimension < cube.dimensions(); dimension++) {
                if (cube.place(cell, dimension) == cube.total(dimension)) {
                    line.at(cell, dimension);
                }
            }
        }
    }

    /** A cell left out alone among those of a sum hides nothing; saying so lets the solver end much earlier. */
    private void notAlone(int total, int dimension) {
        for (int one = 0; one <= cube.total(dimension); one++) {
            Expression others = model.newExpression("a" + total + "d" + dimension + "at" + one)
                    .lower(0);
            for (int place = 0; place <= cube.total(dimension); place++) {
                others.set(left.get(cube.moved(total, dimension, place)), place == one ? -1 : 1);
            }
        }
    }

    private void balance(int sensitive, Map<Integer, Variable> moves, int total, int dimension) {
        Expression balance = model.newExpression("b" + sensitive + "to" + total + "d" + dimension)
                .level(0);
        for (int place = 0; place <= cube.total(dimension); place++) {
            int cell = cube.moved(total, dimension, place);
            balance.set(moves.get(cell), cell == total ? -1 : 1);
        }
    }
}
