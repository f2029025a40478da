// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.nio.file.Path;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.apache.camel.model.ModelCamelContext;
import org.susten.files.Secrets;
import org.susten.transport.courier.Circuits;
import org.susten.transport.courier.Couriers;
import org.susten.transport.courier.FolderCourier;
import org.susten.transport.courier.HttpsCourier;
import org.susten.transport.courier.S3Courier;
import org.susten.transport.courier.SftpCourier;
import org.susten.transport.door.Folders;
import org.susten.transport.door.Hosts;
import org.susten.transport.door.Logins;
import org.susten.transport.door.S3Door;
import org.susten.transport.door.SftpDoor;
import org.susten.transport.door.WebDoor;

/** Everything of the transport put together: the context, what runs in it, and operators' routes. */
record Line(
        ModelCamelContext context, Carrier carrier, RouteFiles files, RouteBundles bundles, EndpointPolicy endpoints) {

    /**
     * How fast it goes.
     *
     * @param threads threads of one run
     * @param redeliveryMillis until a partner is tried again within one attempt
     * @param lookMillis from one look for something due to the next
     */
    record Pace(int threads, long redeliveryMillis, long lookMillis) {}

    /** Makes an empty Camel context of that name. */
    @FunctionalInterface
    interface Contexts {
        ModelCamelContext create(String name);
    }

    /** Puts it together; nothing runs yet. */
    static Line lay(
            Core core, Hosts hosts, Secrets secrets, Path etc, Pace pace, RandomGenerator random, Contexts contexts)
            throws Exception {
        Path home = etc.toAbsolutePath().normalize().getParent();
        Folders folders = new Folders(home == null ? etc.toAbsolutePath() : home);
        Logins logins = new Logins(secrets, etc.toAbsolutePath().normalize());
        WebDoor web = new WebDoor(hosts, logins, core.clock());
        SftpDoor sftp = new SftpDoor(hosts, logins);
        S3Door s3 = new S3Door(web, logins);
        Doors doors = new Doors(sftp, web, s3, new MailDoor(hosts, web, logins), new Pulls());
        Couriers couriers = new Couriers(
                Map.of(
                        "file", new FolderCourier(folders),
                        "sftp", new SftpCourier(sftp),
                        "s3", new S3Courier(s3),
                        "https", new HttpsCourier(web)),
                new Circuits(core.clock(), random));
        Maker maker = new Maker(core, couriers, doors, secrets, folders, pace, contexts);
        ModelCamelContext context = maker.create("susten");
        Carrier carrier = new Carrier(
                context,
                new ArrivalRoutes(core.troubles(), core.clock(), folders, doors),
                doors.pulls(),
                core.troubles());
        EndpointPolicy endpoints = new EndpointPolicy(hosts, folders);
        RouteFiles files = new RouteFiles(context, () -> maker.create("susten-trial"), endpoints, carrier);
        return new Line(
                context, carrier, files, new RouteBundles(context, endpoints, carrier, core.troubles()), endpoints);
    }

    /** Makes contexts that know the hub's component. */
    private record Maker(
            Core core, Couriers couriers, Doors doors, Secrets secrets, Folders folders, Pace pace, Contexts contexts) {
        ModelCamelContext create(String name) throws Exception {
            ModelCamelContext context = contexts.create(name);
            SustenComponent component = new SustenComponent(core, couriers, doors, pace.lookMillis());
            org.susten.camel.CamelContexts.within(context, () -> {
                context.addComponent("file", new HubFolders(folders.base()));
                HubContext.prepare(context, component, secrets, pace.threads(), pace.redeliveryMillis());
                return null;
            });
            return context;
        }
    }
}
