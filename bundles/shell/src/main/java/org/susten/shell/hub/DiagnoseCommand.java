// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.apache.karaf.shell.support.completers.FileCompleter;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.susten.engine.Alerts;
import org.susten.engine.Connections;
import org.susten.engine.Runs;
import org.susten.feeds.Deliveries;
import org.susten.files.OperatorFiles;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.Json;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.views.ConnectionView;
import org.susten.views.DeliveryView;
import org.susten.views.RunView;

/** What somebody needs who helps from afar. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "diagnose",
        description =
                "Write a ZIP for whoever helps: versions, settings, states, threads and the log; no secret, no child's data")
public final class DiagnoseCommand extends HubCommand {

    private static final int LATEST = 100;

    @Reference
    BundleContext context;

    @Reference
    OperatorFiles files;

    @Reference
    Connections connections;

    @Reference
    Runs runs;

    @Reference
    Alerts alerts;

    @Reference
    Deliveries deliveries;

    @Argument(index = 0, name = "file", description = "A new file, name.zip", required = true)
    @Completion(FileCompleter.class)
    String file = "";

    @Override
    protected Answer answer() throws CommandException {
        Path target = Path.of(file).toAbsolutePath().normalize();
        try (Diagnosis diagnosis = Diagnosis.into(target)) {
            diagnosis
                    .put("hub.txt", hub())
                    .put("bundles.txt", bundles())
                    .put("files.json", Json.of(files.states()))
                    .put("connections.json", Json.of(ConnectionView.all(connections, runs)))
                    .put(
                            "runs.json",
                            Json.of(runs.latest("", 0, LATEST).stream()
                                    .map(RunView::of)
                                    .toList()))
                    .put("alerts.json", Json.of(alerts.latest(LATEST)))
                    .put("deliveries.json", Json.of(DeliveryView.latest(deliveries, "", LATEST)))
                    .threads()
                    .settings(folder("karaf.etc"))
                    .log(folder("karaf.data").resolve("log/susten.log"))
                    .finish();
            return Answer.done("Written: " + target + ", " + Files.size(target) / 1024
                    + " KiB. It holds no secret and no child's data; read it before you send it.");
        } catch (FileAlreadyExistsException e) {
            throw new CommandException(target + " is there already: name a new file");
        } catch (IOException e) {
            throw new CommandException(
                    target + " could not be written (" + e.getClass().getSimpleName()
                            + "): name a file in a folder that exists, with room, where the hub's account may write");
        }
    }

    private Path folder(String property) {
        return Path.of(Objects.requireNonNull(context.getProperty(property), property));
    }

    private String hub() throws IOException {
        RuntimeMXBean machine = ManagementFactory.getRuntimeMXBean();
        Runtime runtime = Runtime.getRuntime();
        return Stream.of(
                        "susten      " + context.getBundle().getVersion(),
                        "karaf       " + context.getProperty("karaf.version"),
                        "java        " + Runtime.version() + ", " + machine.getVmName() + ", " + machine.getVmVendor(),
                        "system      " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                                + System.getProperty("os.arch"),
                        "processors  " + runtime.availableProcessors(),
                        "heap MiB    " + mib(runtime.totalMemory() - runtime.freeMemory()) + " used of "
                                + mib(runtime.maxMemory()),
                        "up minutes  " + machine.getUptime() / 60_000,
                        "disk MiB    " + mib(folder("karaf.base").toFile().getUsableSpace()) + " free")
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static long mib(long bytes) {
        return bytes >> 20;
    }

    private String bundles() {
        return Stream.of(context.getBundles())
                .sorted(Comparator.comparingLong(Bundle::getBundleId))
                .map(b -> "%4d  %-9s  %s %s".formatted(b.getBundleId(), state(b), b.getSymbolicName(), b.getVersion()))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.ACTIVE -> "active";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.INSTALLED -> "installed";
            default -> "gone";
        };
    }
}
