// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Background;
import org.susten.engine.Alerts;
import org.susten.governance.Anchors;

/** Keeps the ledger's daily head, and tells where it cannot, or where the ledger no longer leads to one that was kept. */
@Component(
        service = {},
        immediate = true)
public final class AnchorKeeper {

    private static final String FOLDER = "ledger:anchors";
    private static final String LEDGER = "ledger:contradicted";
    private static final String PAGES = "ledger:damaged";
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Anchors anchors;
    private final Alerts alerts;
    private final @Nullable Background looking;

    /** Looks every few minutes, so that a day's page is written soon after midnight, or as soon as its folder is there. */
    @Activate
    public AnchorKeeper(@Reference Anchors anchors, @Reference Alerts alerts) {
        this.anchors = anchors;
        this.alerts = alerts;
        this.looking = Background.of("keeping the ledger's daily head", FIRST, PAUSE, this::look);
    }

    /** Looks only when told to. */
    AnchorKeeper(Anchors anchors, Alerts alerts, @Nullable Background looking) {
        this.anchors = anchors;
        this.alerts = alerts;
        this.looking = looking;
    }

    /** Writes the day's page where there is none, after a look whether the others are still true. */
    void look() {
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

    /** Ends. */
    @Deactivate
    void close() {
        if (looking != null) {
            looking.close();
        }
    }
}
