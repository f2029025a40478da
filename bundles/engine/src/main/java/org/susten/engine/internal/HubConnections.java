// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.engine.Connections;
import org.susten.engine.arrival.ArrivalTable;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.arrival.RawInlet;
import org.susten.engine.arrival.Vault;
import org.susten.engine.connection.ConnectionRegistry;
import org.susten.engine.connection.ConnectorCalls;
import org.susten.engine.connection.ConnectorFaultException;
import org.susten.engine.connection.ConnectorThreads;
import org.susten.engine.connection.Options;
import org.susten.engine.connection.Places;
import org.susten.engine.connection.RunContext;
import org.susten.engine.connection.Wiring;
import org.susten.files.OperatorFiles;
import org.susten.files.SecretException;
import org.susten.files.Secrets;
import org.susten.spi.ConnectorException;
import org.susten.spi.Trace;

/** The connections that are up, and a try whether their sources answer. */
@Component
public final class HubConnections implements Connections {

    private static final Logger log = LoggerFactory.getLogger(HubConnections.class);

    /** Looks without a sign of life: whoever tries a source sits before it, and is not a run, which may wait for hours. */
    private static final long PATIENCE = 3;

    /** Looks after which a check that moves all the while is given up too. */
    private static final long LONGEST_CHECK = 10 * PATIENCE;

    /** A source that wants to be asked later is there; whoever tries it need not wait for it. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ConnectionRegistry registry;
    private final EngineDatabase database;
    private final Vault vault;
    private final Secrets secrets;
    private final Path etc;
    private final ConnectorThreads threads;

    /** On the hub's services. */
    @Activate
    public HubConnections(
            @Reference ConnectionRegistry registry,
            @Reference EngineDatabase database,
            @Reference Vault vault,
            @Reference Secrets secrets,
            @Reference OperatorFiles files) {
        this(registry, database, vault, secrets, files.etc(), Duration.ofMinutes(1));
    }

    /** Each {@code look} it is looked whether a connector that is tried still moves. */
    HubConnections(
            ConnectionRegistry registry,
            EngineDatabase database,
            Vault vault,
            Secrets secrets,
            Path etc,
            Duration look) {
        this.registry = registry;
        this.database = database;
        this.vault = vault;
        this.secrets = secrets;
        this.etc = etc;
        this.threads = new ConnectorThreads(look);
    }

    @Override
    public List<Connection> all() {
        return registry.all();
    }

    @Override
    public Optional<Connection> find(String name) {
        return registry.wired(name).map(Wiring.Wired::connection);
    }

    @Override
    public List<Disabled> disabled() {
        return registry.disabled();
    }

    @Override
    public List<String> check(String name) {
        Wiring.Wired wired = registry.wired(name).orElse(null);
        if (wired == null) {
            return disabled().stream()
                    .filter(connection -> connection.name().equals(name))
                    .map(Disabled::reason)
                    .findFirst()
                    .map(List::of)
                    .orElse(List.of("there is no connection " + name + ": write etc/" + ConnectionRegistry.PREFIX
                            + "<connector>-" + name + ".cfg"));
        }
        Options options = Options.of(wired.connection().settings());
        long stall = options.stall() == 0 ? PATIENCE : Math.min(options.stall(), PATIENCE);
        try (ConnectorCalls calls = threads.calls(name, stall, LONGEST_CHECK)) {
            threads.refuseOverrun(name);
            RunContext context = new RunContext(
                    new RawInlet(vault, latest(name), calls),
                    secrets,
                    Clock.systemUTC(),
                    options,
                    etc,
                    calls,
                    Places.none(),
                    LONGEST,
                    (system, site, stream, each) -> {});
            return calls.reading(() -> {
                wired.connector().check(context);
                return List.of();
            });
        } catch (ConnectorException e) {
            return List.of(e.kind() + ": " + e.getMessage());
        } catch (SecretException e) {
            return List.of(ConnectorException.Kind.CONFIG + ": " + e.getMessage());
        } catch (ConnectorFaultException e) {
            log.warn("checking connection {} failed", name, Trace.bare(e));
            return List.of(e.getMessage());
        } catch (RuntimeException e) {
            log.warn("checking connection {} failed", name, Trace.bare(e));
            return List.of("the connector failed with " + e.getClass().getSimpleName() + "; the hub's log says where");
        }
    }

    /** What waits to be read, or what came last. */
    private List<ArrivalTable.Arrival> latest(String name) {
        return database.inTransaction(connection -> {
            List<ArrivalTable.Arrival> waiting = ArrivalTable.waiting(connection, name);
            return waiting.isEmpty()
                    ? ArrivalTable.latest(connection, name).map(List::of).orElse(List.of())
                    : waiting;
        });
    }
}
