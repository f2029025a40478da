// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.engine.Run;
import org.susten.engine.RunListener;
import org.susten.spi.Trace;

/** Tells listeners in one thread, in order. Listeners come and go at run time, hence the dynamic reference. */
@Component(service = RunNews.class)
public final class RunNews {

    private static final Logger log = LoggerFactory.getLogger(RunNews.class);

    private final List<RunListener> listeners = new CopyOnWriteArrayList<>();
    private final ExecutorService teller = Executors.newSingleThreadExecutor();

    /** Tells nobody yet. */
    @Activate
    public RunNews() {}

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bind(RunListener listener) {
        listeners.add(listener);
    }

    void unbind(RunListener listener) {
        listeners.remove(listener);
    }

    public void tell(Run run) {
        try {
            teller.execute(() -> listeners.forEach(listener -> tell(listener, run)));
        } catch (RejectedExecutionException e) {
            log.debug("run {}: nobody is told, the hub stops", run.id());
        }
    }

    private static void tell(RunListener listener, Run run) {
        try {
            listener.reached(run);
        } catch (RuntimeException e) {
            log.warn("run {}: a listener failed", run.id(), Trace.bare(e));
        }
    }

    /** Stops telling. */
    @Deactivate
    public void close() {
        teller.shutdown();
    }
}
