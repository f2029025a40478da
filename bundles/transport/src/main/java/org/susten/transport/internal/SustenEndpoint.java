// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.ScheduledPollConsumer;
import org.susten.transport.courier.Herald;
import org.susten.transport.door.TransportException;

/** One endpoint of the {@code susten:} component: a verb, and for some what it is about. */
final class SustenEndpoint extends DefaultEndpoint {
    private static final Set<String> SOURCES = Set.of("source", "feed", "pull", "bucket", "mail");
    private static final String RECEIVE = "receive";

    private final SustenComponent component;
    private final String verb;
    private final String subject;
    private final Map<String, String> options;

    SustenEndpoint(String uri, SustenComponent component, String verb, String subject, Map<String, String> options) {
        super(uri, component);
        this.component = component;
        this.verb = verb;
        this.subject = subject;
        this.options = Map.copyOf(options);
    }

    static boolean isKnown(String verb, boolean hasSubject) {
        return hasSubject ? SOURCES.contains(verb) || verb.equals(RECEIVE) : Steps.NAMES.contains(verb);
    }

    static List<String> known() {
        List<String> all = new java.util.ArrayList<>();
        SOURCES.stream().sorted().map(s -> s + "/name").forEach(all::add);
        all.add(RECEIVE + "/connection");
        all.addAll(Steps.NAMES);
        return all;
    }

    @Override
    public Producer createProducer() {
        Processor step = verb.equals(RECEIVE)
                ? new Receive(
                        component.core(),
                        subject,
                        options.getOrDefault("after", "move"),
                        options.getOrDefault("done", ""))
                : new Steps(component.core(), component.couriers()).step(verb);
        return new DefaultProducer(this) {
            @Override
            public void process(org.apache.camel.Exchange exchange) throws Exception {
                step.process(exchange);
            }
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        ScheduledPollConsumer consumer =
                switch (verb) {
                    case "source" -> new RunSource(this, processor, component.core(), subject);
                    case "feed" ->
                        new FeedSource(
                                this,
                                processor,
                                component.core(),
                                new Herald(
                                        component.doors().web(),
                                        component.core().clock()),
                                subject);
                    case "pull" -> new PullSource(this, processor, component, subject);
                    case "bucket" -> new BucketSource(this, processor, component, subject);
                    case "mail" -> new MailSource(this, processor, component, subject);
                    default ->
                        throw TransportException.settings(
                                "susten:" + verb + " is a step", "a route cannot begin with it");
                };
        consumer.setDelay(component.lookMillis());
        consumer.setInitialDelay(0);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public boolean isSingleton() {
        return true;
    }
}
