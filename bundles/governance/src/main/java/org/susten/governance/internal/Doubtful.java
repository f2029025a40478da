// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.Roads;
import org.susten.governance.Agreement;
import org.susten.governance.Training;

/** What in an agreement cannot work as the rest of the hub is now. Where that cannot be asked, nothing is said. */
final class Doubtful {

    private Doubtful() {}

    /** Curricula that nobody has written: whoever needs them cannot be let in. */
    static List<Problem> untaught(AgreementReader.Read read, @Nullable Training known) {
        List<Problem> doubts = new ArrayList<>();
        List<String> asked = read.agreement().terms().training();
        for (int i = 0; known != null && i < asked.size(); i++) {
            if (!known.knows(asked.get(i))) {
                doubts.add(read.lines()
                        .problem(
                                "/training/" + i,
                                "no curriculum is called " + asked.get(i) + ", so nobody is let in",
                                "write etc/trainings/" + asked.get(i) + ".yaml, or correct the name"));
            }
        }
        return doubts;
    }

    /** Feeds that will be made and cannot be brought. */
    static List<Problem> unreachable(AgreementReader.Read read, @Nullable Roads roads) {
        List<Problem> doubts = new ArrayList<>();
        List<Agreement.Feed> feeds = read.agreement().feeds();
        for (int i = 0; roads != null && i < feeds.size(); i++) {
            Agreement.Feed feed = feeds.get(i);
            String at = "/feeds/" + i;
            if (!feed.pulled() && !feed.fetched()) {
                roads.againstDelivery(feed.deliver())
                        .ifPresent(why -> doubts.add(read.lines()
                                .problem(at + "/deliver", "nothing can be delivered to this address", why)));
            }
            if (feed.announce() != null) {
                roads.againstAnnouncement(feed.announce())
                        .ifPresent(why -> doubts.add(
                                read.lines().problem(at + "/announce", "nothing can be announced there", why)));
            }
        }
        return doubts;
    }
}
