// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.imap.ImapHostManager;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {
    private static final Session SESSION = Session.getInstance(new Properties());

    @RegisterExtension
    final TestHub hub = new TestHub();

    private GreenMail server;
    private GreenMailUser mailbox;

    @BeforeEach
    void start() throws Exception {
        Path keys = PlayedWebServer.made();
        Files.copy(keys.resolveSibling("server.pem"), hub.base.resolve("etc/mail.pem"));
        System.setProperty("greenmail.tls.keystore.file", keys.toString());
        System.setProperty("greenmail.tls.keystore.password", new String(PlayedWebServer.STORE));
        ServerSetup[] doors = {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        };
        for (ServerSetup door : doors) {
            door.setServerStartupTimeout(60_000);
        }
        server = new GreenMail(doors);
        server.start();
        mailbox = server.setUser("exports@hub.example.org", "exports@hub.example.org", "right");
        hub.secret("mailbox", "right");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void connect(String options) {
        hub.connect(
                "riverside",
                "imap://exports%40hub.example.org@localhost:"
                        + server.getImaps().getPort() + "/INBOX?password=mailbox&trust=mail.pem&every=0s" + options);
    }

    private MimeMessage letter(String from, String... files) throws Exception {
        MimeMessage letter = new MimeMessage(SESSION);
        letter.setFrom(from);
        letter.setRecipients(Message.RecipientType.TO, "exports@hub.example.org");
        letter.setSubject("Visits");
        MimeMultipart parts = new MimeMultipart();
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Dear hub, see attached.");
        parts.addBodyPart(text);
        for (String file : files) {
            MimeBodyPart part = new MimeBodyPart();
            String content = "a,b\n" + file + "\n";
            part.setDataHandler(new jakarta.activation.DataHandler(
                    new ByteArrayDataSource(content.getBytes(StandardCharsets.UTF_8), "text/csv")));
            part.setFileName(file);
            part.setHeader("Content-Transfer-Encoding", "base64");
            parts.addBodyPart(part);
        }
        letter.setContent(parts);
        letter.saveChanges();
        return letter;
    }

    private long looks() {
        return ((org.apache.camel.support.ScheduledPollConsumer)
                        hub.line.context().getRoute("arrive:riverside").getConsumer())
                .getCounter();
    }

    private void looksAgain() throws Exception {
        long seen = looks();
        Await.until("looked at again", () -> looks() >= seen + 2);
    }

    private int letters(String folder) throws Exception {
        ImapHostManager all = server.getManagers().getImapHostManager();
        MailFolder found = all.getFolder(mailbox, folder);
        return found == null ? 0 : found.getMessageCount();
    }

    @Test
    void attachments_are_taken_and_the_letter_is_put_away() throws Exception {
        mailbox.deliver(letter("Ada <office@riverside.example.org>", "visits.csv", "children.csv", "logo.png"));
        connect("&from=office@riverside.example.org&include=*.csv");
        Await.until("kept", () -> hub.arrivals.kept.size() == 2);
        assertThat(hub.arrivals.kept)
                .extracting(RecordedArrivals.Kept::name)
                .containsExactly("visits.csv", "children.csv");
        assertThat(hub.arrivals.kept.get(0).content()).isEqualTo("a,b\nvisits.csv\n");
        Await.until("put away", () -> letters("Susten-taken") == 1 && letters("INBOX") == 0);
        looksAgain();
        assertThat(hub.arrivals.kept).hasSize(2);
        assertThat(hub.alerts.open()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"move", "delete"})
    @DisplayName("R-08 a letter is taken once, also by a hub that starts anew; one sent again is taken again")
    void a_letter_is_taken_once(String after) throws Exception {
        mailbox.deliver(letter("office@riverside.example.org", "visits.csv"));
        connect("&from=*@riverside.example.org&after=" + after);
        Await.until("kept", () -> hub.arrivals.kept.size() == 1);
        looksAgain();
        hub.line.carrier().went("riverside");
        connect("&from=*@riverside.example.org&after=" + after);
        looksAgain();
        assertThat(hub.arrivals.kept).hasSize(1);
        mailbox.deliver(letter("office@riverside.example.org", "visits.csv"));
        Await.until("kept", () -> hub.arrivals.kept.size() == 2);
    }

    @Test
    void letters_of_others_and_without_files_stay_and_are_told_of() throws Exception {
        mailbox.deliver(letter("office@riverside.example.org.evil.example", "visits.csv"));
        mailbox.deliver(letter("office@riverside.example.org"));
        MimeMessage two = letter("office@riverside.example.org", "visits.csv");
        two.addFrom(new InternetAddress[] {new InternetAddress("someone@else.example")});
        two.saveChanges();
        mailbox.deliver(two);
        connect("&from=*@riverside.example.org");
        Await.until("told", () -> hub.alerts.opened.contains("arrival:riverside:letters"));
        assertThat(hub.alerts.message("arrival:riverside:letters"))
                .contains("holds 2 letters of senders")
                .contains("and 1 without")
                .doesNotContain("evil");
        assertThat(hub.arrivals.kept).isEmpty();
        assertThat(letters("INBOX")).isEqualTo(3);
    }

    @Test
    @DisplayName(
            "S-06 a sender that the receiving server did not prove is not believed, whatever the letter says of itself")
    void a_sender_that_is_not_proved_is_not_believed() throws Exception {
        MimeMessage forged = letter("office@riverside.example.org", "visits.csv");
        forged.addHeader(
                "Authentication-Results", "mx.elsewhere.example; dmarc=pass header.from=riverside.example.org");
        MimeMessage failed = letter("office@riverside.example.org", "visits.csv");
        failed.addHeader("Authentication-Results", "mx.example.org; dmarc=fail header.from=riverside.example.org");
        failed.addHeader("Authentication-Results", "mx.example.org; dmarc=pass header.from=riverside.example.org");
        MimeMessage other = letter("office@riverside.example.org", "visits.csv");
        other.addHeader("Authentication-Results", "mx.example.org; dmarc=pass header.from=else.example.org");
        MimeMessage silent = letter("office@riverside.example.org", "visits.csv");
        for (MimeMessage each : new MimeMessage[] {forged, failed, other, silent}) {
            mailbox.deliver(each);
        }
        MimeMessage proved = letter("office@riverside.example.org", "children.csv");
        proved.addHeader(
                "Authentication-Results",
                "mx.example.org;\r\n spf=pass smtp.mailfrom=riverside.example.org;"
                        + "\r\n dmarc=pass (p=reject) header.from=riverside.example.org");
        mailbox.deliver(proved);
        connect("&from=*@riverside.example.org&authserv=mx.example.org");
        Await.until("told", () -> hub.alerts.opened.contains("arrival:riverside:letters"));
        assertThat(hub.alerts.message("arrival:riverside:letters")).contains("holds 4 letters of senders");
        assertThat(hub.arrivals.kept).extracting(RecordedArrivals.Kept::name).containsExactly("children.csv");
    }

    @Test
    @DisplayName("S-21 the name of an attachment leads nowhere")
    void the_name_of_an_attachment_leads_nowhere() throws Exception {
        mailbox.deliver(letter("office@riverside.example.org", "../../etc/visits.csv", "..\\Besuche März.csv"));
        connect("&from=*@riverside.example.org");
        Await.until("kept", () -> hub.arrivals.kept.size() == 2);
        assertThat(hub.arrivals.kept)
                .extracting(RecordedArrivals.Kept::name)
                .containsExactly("visits.csv", "Besuche März.csv");
    }

    @Test
    @DisplayName("R-04 a letter whose files cannot be kept stays")
    void a_letter_whose_files_cannot_be_kept_stays() throws Exception {
        mailbox.deliver(letter("office@riverside.example.org", "visits.csv"));
        hub.arrivals.full = true;
        connect("&from=*@riverside.example.org");
        Await.until("said", () -> hub.alerts.said("No space left on device"));
        assertThat(letters("INBOX")).isEqualTo(1);
        hub.arrivals.full = false;
        Await.until("kept", () -> hub.arrivals.kept.size() == 1);
        Await.until("closed", () -> hub.alerts.open().isEmpty());
    }

    @Test
    void a_letter_of_too_many_parts_stays_and_keeps_no_other() throws Exception {
        mailbox.deliver(letter(
                "office@riverside.example.org",
                java.util.stream.IntStream.range(0, 600)
                        .mapToObj(i -> i + ".csv")
                        .toArray(String[]::new)));
        mailbox.deliver(letter("office@riverside.example.org", "visits.csv"));
        connect("&from=*@riverside.example.org");
        Await.until("kept", () -> hub.arrivals.kept.size() == 1);
        assertThat(hub.arrivals.kept).extracting(RecordedArrivals.Kept::name).containsExactly("visits.csv");
        looksAgain();
        assertThat(letters("INBOX")).isEqualTo(1);
        assertThat(hub.alerts.message("arrival:riverside:file")).contains("more parts than a person would send");
    }

    @Test
    void a_wrong_password_says_who_must_act() throws Exception {
        hub.secret("mailbox", "wrong");
        connect("&from=*@riverside.example.org");
        Await.until(
                "refused", () -> hub.alerts.message("arrival:riverside").contains("does not accept the hub's login"));
        assertThat(hub.alerts.message("arrival:riverside")).doesNotContain("wrong");
    }

    @Test
    void a_connection_that_does_not_say_whose_mail_it_takes_is_refused() {
        connect("");
        assertThat(hub.line.context().getRoute("arrive:riverside")).isNull();
        assertThat(hub.alerts.message("arrival:riverside")).contains("write from=");
    }

    @Test
    @DisplayName("S-25 a mail server whose certificate is not known gets no login")
    void a_server_whose_certificate_is_not_known_gets_no_login() throws Exception {
        hub.connect(
                "riverside",
                "imap://exports%40hub.example.org@localhost:"
                        + server.getImaps().getPort() + "/INBOX?password=mailbox&from=*@riverside.example.org");
        Await.until(
                "refused",
                () -> hub.alerts.message("arrival:riverside").contains("no certificate that the hub trusts"));
    }

    @Test
    @DisplayName(
            "S-25 without TLS the hub talks to this machine only, and never starts without it where it was asked to")
    void without_tls_the_hub_talks_to_this_machine_only() throws Exception {
        String plain = "imap://exports%40hub.example.org@localhost:"
                + server.getImap().getPort() + "/INBOX?password=mailbox&every=0s&from=*@riverside.example.org&tls=";
        hub.connect("strict", plain + "start");
        Await.until("refused", () -> hub.alerts.opened.contains("arrival:strict"));
        mailbox.deliver(letter("office@riverside.example.org", "visits.csv"));
        hub.connect("riverside", plain + "none");
        Await.until("kept", () -> hub.arrivals.kept.size() == 1);
        assertThat(hub.arrivals.kept.get(0).connection()).isEqualTo("riverside");
    }

    @Test
    @DisplayName("S-06 and S-19 headers of a letter and of its parts steer nothing, and names of attachments are names")
    void headers_of_a_letter_steer_nothing() throws Exception {
        HostileNames seen = HostileNames.at(hub.line.context());
        MimeMessage letter = letter("office@riverside.example.org", HostileNames.ALL.toArray(String[]::new));
        MimeMultipart parts = (MimeMultipart) letter.getContent();
        for (String name :
                List.of("CamelFileName", "camelfilename", "SustenFile", "sustenorigin", "CAMELExecCommand")) {
            letter.setHeader(name, "../../etc/passwd");
            for (int i = 0; i < parts.getCount(); i++) {
                parts.getBodyPart(i).setHeader(name, "../../etc/passwd");
            }
        }
        mailbox.deliver(letter);
        connect("&from=*@riverside.example.org");
        Await.until("kept", () -> hub.arrivals.kept.size() == HostileNames.ALL.size());
        assertThat(hub.arrivals.kept).allSatisfy(kept -> {
            assertThat(kept.content()).isEqualTo("a,b\n" + kept.name() + "\n");
            assertThat(kept.origin()).startsWith("imap://");
        });
        assertThat(hub.arrivals.kept)
                .extracting(RecordedArrivals.Kept::name)
                .containsExactlyElementsOf(HostileNames.ALL);
        Await.until("put away", () -> letters("INBOX") == 0);
        assertThat(seen.none()).isFalse();
        assertThat(seen.foreign(Set.of("SustenConnection", "SustenFile", "SustenOrigin")))
                .isEmpty();
        assertThat(seen.says("../../etc")).isFalse();
    }
}
