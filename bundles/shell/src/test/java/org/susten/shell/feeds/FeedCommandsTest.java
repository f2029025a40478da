// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyHub;

/** Commands about feeds and deliveries. */
class FeedCommandsTest {

    private final ToyHub hub = new ToyHub();
    private final Shell shell = new Shell();

    @Test
    void feeds_tell_question_partner_and_end() throws Exception {
        FeedsCommand command = new FeedsCommand();
        command.agreements = hub.agreements;
        command.deliveries = hub.deliveryLog;

        assertThat(shell.text(command))
                .contains("club-attendance", "Lantern Club", "Who needs us more often?", "2027-06-30", "yes");
        assertThat(shell.tree(command).at("/0/expiry").asText()).isEqualTo("2027-06-30");
        hub.emptiness = Map.of("club-attendance", "no connection is called clubs");
        assertThat(shell.text(command))
                .contains("Feed club-attendance has nothing to say: no connection is called clubs");
    }

    @Test
    void names_of_secrets_stay_in_agreements() throws Exception {
        hub.deliveries.add(ToyHub.delivery(shell.currentDir()));
        DeliveriesCommand deliveries = new DeliveriesCommand();
        deliveries.deliveries = hub.deliveryLog;

        assertThat(shell.text(deliveries) + shell.json(deliveries))
                .contains("sftp://partner.example/in")
                .doesNotContain("Secret", "partner-password");
    }

    @Test
    void deliveries_are_asked_for_in_the_name_of_who_asks() throws Exception {
        DeliverCommand deliver = new DeliverCommand();
        deliver.agreements = hub.agreements;
        deliver.deliveries = hub.deliveryLog;
        deliver.feed = "club-attendance";
        deliver.full = true;

        shell.text(deliver);
        assertThat(hub.asked).containsExactly("deliver club-attendance true shell:dana");
    }

    @Test
    void a_feed_that_does_not_exist_is_not_delivered() {
        DeliverCommand deliver = new DeliverCommand();
        deliver.agreements = hub.agreements;
        deliver.deliveries = hub.deliveryLog;
        deliver.feed = "x";

        assertThatThrownBy(() -> shell.text(deliver)).hasMessageContaining("no feed x");
        deliver.feed = "";
        assertThatThrownBy(() -> shell.text(deliver)).hasMessageContaining("name a feed");
        assertThat(hub.asked).isEmpty();
    }
}
