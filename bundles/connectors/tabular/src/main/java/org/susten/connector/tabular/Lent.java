// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import org.susten.files.FileProblemException;
import org.susten.kit.RowMappings;

/** A mapping lent to another connector, for rows of its own system. */
record Lent(String system, String site, RowMappings.Follower follower) implements Mappings.Follower {

    @Override
    public void inForce(Mappings.Source source) {
        try {
            follower.inForce(source.compile(system, site));
        } catch (FileProblemException e) {
            follower.absent(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void absent(String why) {
        follower.absent(why);
    }
}
