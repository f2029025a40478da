// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Chore;
import org.susten.engine.Alerts;
import org.susten.governance.Anchors;

/** Keeps the ledger's daily head, and tells where it cannot, or where the ledger no longer leads to one that was kept. */
@Component
public final class AnchorKeeper implements Chore {

    private static final String FOLDER = "ledger:anchors";
    private static final String LEDGER = "ledger:contradicted";
    private static final String PAGES = "ledger:damaged";

    private final Anchors anchors;
    private final Alerts alerts;

    /** Looks every few minutes, so that a day's page is written soon after midnight, or as soon as its folder is there. */
    @Activate
    public AnchorKeeper(@Reference Anchors anchors, @Reference Alerts alerts) {
        this.anchors = anchors;
        this.alerts = alerts;
    }

    @Override
    public String what() {
        return "keeping the ledger's daily head";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(10);
    }

    /** Writes the day's page where there is none, after a look whether the others are still true. */
    @Override
    public void look(Instant now) {
        try {
            tell(LEDGER, contradiction(anchors.contradicted()));
            tell(PAGES, damage(anchors.damaged()));
            anchors.keep();
            alerts.close(FOLDER);
        } catch (UncheckedIOException e) {
            tell(
                    FOLDER,
                    "The ledger's daily head is not kept: " + e.getMessage()
                            + ". Hub operator: make the folder writable for the hub's user, or name another as anchors in"
                            + " etc/org.susten.governance.cfg; the hub tries again by itself.");
        }
    }

    private String contradiction(List<String> pages) {
        return pages.isEmpty()
                ? ""
                : "The ledger of disclosures does not lead to the head that was kept as " + pages.get(0)
                        + (pages.size() == 1 ? "" : " and " + (pages.size() - 1) + " more of its pages")
                        + ": it was cut short, written anew, or restored from a backup of before that day. Steward: run susten:ledger verify"
                        + " --anchor " + anchors.folder()
                        + "; where a restoration explains it, move these pages to a place of their own, do not"
                        + " destroy them.";
    }

    private String damage(List<String> pages) {
        return pages.isEmpty()
                ? ""
                : pages.get(0) + (pages.size() == 1 ? "" : " and " + (pages.size() - 1) + " more pages") + " in "
                        + anchors.folder()
                        + (pages.size() == 1 ? " is" : " are")
                        + " damaged: torn, garbled or changed, so that nothing can be proved by "
                        + (pages.size() == 1 ? "it" : "them")
                        + ". Steward: put a good copy in its place, or move it away; the hub writes the page of today anew and none of a day"
                        + " that has gone by. The ledger itself is told of elsewhere: susten:ledger verify.";
    }

    /** One alert when something begins, none while it lasts. */
    private void tell(String subject, String message) {
        boolean open = alerts.open().stream().anyMatch(alert -> alert.subject().equals(subject));
        if (message.isEmpty()) {
            alerts.close(subject);
        } else if (!open) {
            alerts.open(subject, message);
        }
    }
}
