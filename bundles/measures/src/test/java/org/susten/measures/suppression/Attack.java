// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.suppression;

import java.util.HashMap;
import java.util.Map;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;
import org.susten.measures.suppression.Suppression.Reason;

/** A reader with an integer programming solver, who knows every published cell and that people are whole and not negative. */
public final class Attack {

    private final Cube cube;
    private final Reason[] reasons;

    /** What the reader holds. */
    public Attack(Cube cube, Reason[] reasons) {
        this.cube = cube;
        this.reasons = reasons;
    }

    /** The most people that may be in a cell as far as the reader can tell, looking no further than {@code enough}. */
    public long most(int cell, long enough) {
        ExpressionsBasedModel model = new ExpressionsBasedModel();
        Map<Integer, Variable> hidden = new HashMap<>();
        for (int i = 0; i < reasons.length; i++) {
            if (reasons[i] != Reason.NONE) {
                hidden.put(i, model.newVariable("c" + i).lower(0).integer());
            }
        }
        for (int i = 0; i < reasons.length; i++) {
            for (int dimension = 0; dimension < cube.dimensions(); dimension++) {
                if (cube.place(i, dimension) == cube.total(dimension)) {
                    sum(model, hidden, i, dimension);
                }
            }
        }
        hidden.get(cell).weight(1).upper(enough);
        Optimisation.Result result = model.maximise();
        if (!result.getState().isFeasible()) {
            throw new IllegalStateException("the table contradicts itself: " + result.getState());
        }
        return Math.round(result.getValue());
    }

    private void sum(ExpressionsBasedModel model, Map<Integer, Variable> hidden, int total, int dimension) {
        Map<Variable, Integer> terms = new HashMap<>();
        long published = 0;
        for (int place = 0; place <= cube.total(dimension); place++) {
            int cell = cube.moved(total, dimension, place);
            int sign = cell == total ? -1 : 1;
            Variable variable = hidden.get(cell);
            if (variable == null) {
                published += sign * cube.count(cell);
            } else {
                terms.put(variable, sign);
            }
        }
        if (!terms.isEmpty()) {
            Expression sum = model.newExpression("s" + total + "d" + dimension).level(-published);
            terms.forEach(sum::set);
        }
    }
}
