// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/**
 * Waits until the hub says that it is ready: {@code Await URL ETC SECONDS [PID]}. Says why it is not and ends with 1 when the
 * time is over, and at once when the process has ended.
 */
final class Await {
    private Await() {}

    public static void main(String[] arguments) throws Exception {
        URL url = URI.create(arguments[0]).toURL();
        Path etc = Path.of(arguments[1]);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(arguments[2]));
        List<Long> process = arguments.length > 3 ? List.of(Long.valueOf(arguments[3])) : List.of();
        String reason = ask(url, etc);
        while (!reason.isEmpty() && System.nanoTime() < end && process.stream().allMatch(Await::lives)) {
            Thread.sleep(100);
            reason = ask(url, etc);
        }
        if (!reason.isEmpty()) {
            System.out.println(process.stream().allMatch(Await::lives) ? reason : "the hub ended while it was starting");
            System.exit(1);
        }
    }

    private static boolean lives(long process) {
        return ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Nothing when ready, else the reason. */
    private static String ask(URL url, Path etc) {
        try {
            HttpURLConnection connection = (HttpURLConnection) url.openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(5_000);
            if (connection instanceof HttpsURLConnection https) {
                trust(https, etc);
            }
            int status = connection.getResponseCode();
            if (status == 200) {
                return "";
            }
            if (status == 404) {
                return "the hub is still starting: its door is open and nobody is behind it yet";
            }
            try (InputStream body = connection.getErrorStream()) {
                return body == null ? "no answer" : new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
            }
        } catch (UnrecoverableKeyException e) {
            return "etc/keystore.p12 does not open with the password in etc/secrets/keystore-password, so nobody can tell whether the hub"
                    + " answers at " + url + ": write the right one there. bin/susten log says more";
        } catch (SSLException e) {
            return "what answers at " + url + " does not show the certificate of etc/keystore.p12: bin/susten log says why";
        } catch (Exception e) {
            return "nothing answers at " + url;
        }
    }

    /** Trusts the hub's own certificate and no other. */
    private static void trust(HttpsURLConnection connection, Path etc) throws Exception {
        char[] password = Files.readString(etc.resolve("secrets/keystore-password")).strip().toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(etc.resolve("keystore.p12"))) {
            store.load(in, password);
        } catch (IOException e) {
            throw e.getCause() instanceof UnrecoverableKeyException wrong ? wrong : e;
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(null, trust.getTrustManagers(), null);
        connection.setSSLSocketFactory(tls.getSocketFactory());
        connection.setHostnameVerifier((host, session) -> true);
    }
}
