// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.net.Socket;
import java.net.SocketException;
import java.net.SocketOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * For how long hub and database wait for each other where the network between them says nothing any more. A statement may take as long as
 * it takes: the machines ask each other, not the programs, and only one that cannot be reached does not answer.
 *
 * @param idle seconds of silence before the other machine is asked whether it is there
 * @param interval seconds until it is asked again
 * @param count how often it is asked in vain
 */
public record Reach(int idle, int interval, int count) {

    /** Given up after 50 s: a switch that starts anew is waited for, and another hub does not wait for long. */
    static final Reach STANDARD = new Reach(20, 10, 3);

    /** When a machine that cannot be reached is given up. */
    public int seconds() {
        return idle + interval * count;
    }

    /** As settings of PostgreSQL, of a server or of one session. */
    Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("tcp_keepalives_idle", Integer.toString(idle));
        settings.put("tcp_keepalives_interval", Integer.toString(interval));
        settings.put("tcp_keepalives_count", Integer.toString(count));
        // Who is asked for nothing while something sent to him is under way: it decides then.
        settings.put("tcp_user_timeout", Integer.toString(seconds() * 1000));
        return settings;
    }

    /** What a session is told at its beginning. */
    String statements() {
        return settings().entrySet().stream()
                .map(setting -> "set " + setting.getKey() + " = " + setting.getValue())
                .collect(Collectors.joining("; "));
    }

    /** As the driver hands it on to {@link ReachingSockets}. */
    String text() {
        return idle + "/" + interval + '/' + count;
    }

    static Reach of(String text) {
        String[] part = text.split("/", -1);
        return new Reach(Integer.parseInt(part[0]), Integer.parseInt(part[1]), Integer.parseInt(part[2]));
    }

    /** Tells a socket on this side. Options are found by their names: where the system has none of them, its own are in force. */
    @SuppressWarnings("unchecked")
    void applyTo(Socket socket) throws SocketException {
        try {
            socket.setKeepAlive(true);
            for (SocketOption<?> option : socket.supportedOptions()) {
                switch (option.name()) {
                    case "TCP_KEEPIDLE" -> socket.setOption((SocketOption<Integer>) option, idle);
                    case "TCP_KEEPINTERVAL" -> socket.setOption((SocketOption<Integer>) option, interval);
                    case "TCP_KEEPCOUNT" -> socket.setOption((SocketOption<Integer>) option, count);
                    default -> {
                        // none of our business
                    }
                }
            }
        } catch (SocketException e) {
            throw e;
        } catch (java.io.IOException e) {
            throw (SocketException) new SocketException("a socket option is refused").initCause(e);
        }
    }
}
