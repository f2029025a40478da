// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.OperatorFiles;
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

    /** Measures that nobody has written: nothing answers the question, or the feed has nothing to give. */
    static List<Problem> uncounted(AgreementReader.Read read, @Nullable OperatorFiles files) {
        Map<String, String> asked = new LinkedHashMap<>();
        List<String> measures = read.agreement().measures();
        for (int i = 0; i < measures.size(); i++) {
            asked.put("/measures/" + i, measures.get(i));
        }
        List<Agreement.Feed> feeds = read.agreement().feeds();
        for (int i = 0; i < feeds.size(); i++) {
            String measure = feeds.get(i).measure();
            if (measure != null) {
                asked.put("/feeds/" + i + "/measure", measure);
            }
        }
        List<Problem> doubts = new ArrayList<>();
        asked.forEach((at, measure) -> {
            String file = "measures/" + measure + ".yaml";
            if (files != null && !Files.exists(files.etc().resolve(file))) {
                doubts.add(read.lines()
                        .problem(at, "no measure is called " + measure, "write etc/" + file + ", or correct the name"));
            }
        });
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
