// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Names of files that would do something where they were more than names, and what a context's exchanges carried when they ended. */
final class HostileNames extends EventNotifierSupport {

    static final List<String> ALL = List.of(
            "${sysenv.HOME}.csv",
            "$simple{bean:hub?method=stop}.csv",
            "#{7*7}.csv",
            "{{sys:user.home}}.csv",
            "RAW(secret).csv",
            "'; drop table engine.arrival; --.csv",
            "CamelFileName=passwd.csv",
            "-rf.csv",
            "%2e%2e%2fetc%2fpasswd.csv",
            "a?noop=false&delete=true.csv",
            "<script>alert(1).csv",
            "visits*.csv",
            "visits?.csv",
            "visits[1].csv");

    private final Map<String, String> headers = new ConcurrentHashMap<>();

    /** Watches from now on. */
    static HostileNames at(CamelContext context) throws Exception {
        HostileNames seen = new HostileNames();
        seen.start();
        context.getManagementStrategy().addEventNotifier(seen);
        return seen;
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof CamelEvent.ExchangeCompletedEvent ended) {
            ended.getExchange().getMessage().getHeaders().forEach((name, value) -> headers.put(name, "" + value));
        }
    }

    /** Headers that no door of the hub's has made. */
    Map<String, String> foreign(Set<String> own) {
        TreeMap<String, String> foreign = new TreeMap<>(headers);
        foreign.keySet().removeAll(own);
        foreign.keySet().removeIf(name -> name.startsWith("CamelFile"));
        return foreign;
    }

    /** Whether anything of it says such a word. */
    boolean says(String word) {
        return headers.toString().toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT));
    }

    boolean none() {
        return headers.isEmpty();
    }
}
