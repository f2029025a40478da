// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.susten.db.Backups;
import org.susten.endings.Endings.Ending;
import org.susten.engine.Alerts;

/**
 * Folders that restorations set aside before something was destroyed: they hold it still, whole and under no seal. The hub deletes none of them, for they may be all
 * that is left of something else; it asks for that until somebody has.
 */
final class Leftovers {

    private static final String SUBJECT = "aside:";

    private final Backups backups;
    private final Alerts alerts;

    Leftovers(Backups backups, Alerts alerts) {
        this.backups = backups;
        this.alerts = alerts;
    }

    /** Folders of before that moment which are there now. */
    List<String> before(Instant destroyed) {
        return backups.setAside().stream()
                .filter(aside -> aside.made().isBefore(destroyed))
                .map(aside -> aside.folder().toString())
                .toList();
    }

    /** An alert for each folder that holds what was destroyed, until it is gone. */
    void look(List<Ending> endings) {
        Map<String, List<String>> holding = new LinkedHashMap<>();
        for (Ending ending : endings) {
            Instant destroyed = ending.shredded();
            if (destroyed != null) {
                before(destroyed).forEach(folder -> holding.computeIfAbsent(folder, f -> new ArrayList<>())
                        .add(ending.agreement()));
            }
        }
        Map<String, String> due = new LinkedHashMap<>();
        holding.forEach((folder, agreements) ->
                due.put(SUBJECT + folder.substring(folder.lastIndexOf('/') + 1), message(folder, agreements)));
        alerts.settle(SUBJECT, due);
    }

    private static String message(String folder, List<String> agreements) {
        return folder
                + ", which a restoration set aside, holds everything as it was then, readable: also what has been destroyed since under "
                + (agreements.size() == 1 ? "agreement " : "agreements ")
                + String.join(", ", agreements.stream().sorted().toList())
                + ". Hub operator: see that nothing else in it is needed, then delete the folder and every copy of it (rm -r "
                + folder + ")";
    }
}
