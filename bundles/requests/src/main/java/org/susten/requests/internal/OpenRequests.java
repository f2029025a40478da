// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Database;
import org.susten.engine.Preservation;
import org.susten.governance.Sources;
import org.susten.requests.Requests;
import org.susten.requests.Requests.Request;

/**
 * While a request about a child is open, nothing of what its sources sent is deleted: an agency "shall not destroy any education records if there
 * is an outstanding request to inspect and review" them, 34 CFR 99.10(e). A request to amend asks for the same records, and is treated alike.
 */
@Component
public final class OpenRequests implements Preservation {

    private final Database database;
    private final Requests requests;
    private final Sources sources;

    /** Of the hub's requests. */
    @Activate
    public OpenRequests(@Reference Database database, @Reference Requests requests, @Reference Sources sources) {
        this.database = database;
        this.requests = requests;
        this.sources = sources;
    }

    @Override
    public Map<String, String> connections() {
        Map<String, String> asked = new HashMap<>();
        for (Request request : requests.list(false)) {
            requests.origins(request.person())
                    .forEach(origin -> asked.putIfAbsent(
                            origin.source(),
                            "request " + request.id() + " about a child it knows is open (34 CFR 99.10(e))"));
        }
        Map<String, String> preserved = new TreeMap<>();
        if (!asked.isEmpty()) {
            database.inTransaction(connection -> {
                for (String name : sources.names(connection)) {
                    sources.find(connection, name)
                            .map(source -> asked.get(source.system() + '/' + source.site()))
                            .ifPresent(reason -> preserved.put(name, reason));
                }
                return preserved;
            });
        }
        return preserved;
    }
}
