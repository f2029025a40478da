// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.util.Optional;
import org.susten.governance.Passes.Pass;

/**
 * Who stands at the partners' door.
 *
 * @param partner whose word it is
 * @param pass of the person who comes; empty where the partner's own credential came, as that of its programs
 */
record Visitor(String partner, Optional<Pass> pass) {

    /** The name it came by. */
    String client() {
        return pass.map(Pass::id).orElse(partner);
    }

    /** For the record: {@code partner:lanternclub}, and the person, where it is known who came. */
    String who() {
        return "partner:" + partner
                + pass.map(own -> ", " + own.holder() + " (" + own.id() + ")").orElse("");
    }

    /** The name it came by only. */
    @Override
    public String toString() {
        return "Visitor[" + client() + "]";
    }
}
