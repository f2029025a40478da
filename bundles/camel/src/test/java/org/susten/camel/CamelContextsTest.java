// SPDX-License-Identifier: Apache-2.0
package org.susten.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.NoSuchEndpointException;
import org.apache.camel.NoSuchLanguageException;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CamelContextsTest {
    private static final ClassLoader OWNER = CamelContextsTest.class.getClassLoader();

    @Test
    void a_route_written_in_yaml_runs() throws Exception {
        assertCarries(
                "route.yaml",
                """
                - route:
                    id: fromYaml
                    from:
                      uri: direct:in
                      steps:
                        - setHeader: {name: seen, simple: "${body} seen"}
                        - to: mock:out
                """);
    }

    @Test
    void a_route_written_in_xml_runs() throws Exception {
        assertCarries(
                "route.xml",
                """
                <routes xmlns="http://camel.apache.org/schema/spring">
                  <route id="fromXml"><from uri="direct:in"/><setHeader name="seen"><simple>${body} seen</simple></setHeader><to uri="mock:out"/></route>
                </routes>
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bean:x",
                "class:java.lang.Runtime",
                "exec:id",
                "language:simple:1",
                "jndi:x",
                "controlbus:route",
                "xslt:x.xsl",
                "validator:x.xsd",
                "groovy:1",
                "dataset:x",
                "stub:x",
                "freemarker:x",
                "sql:select 1"
            })
    @DisplayName("S-07 a component that runs what a message says is not there")
    void components_that_run_code_are_not_there(String uri) {
        ModelCamelContext context = CamelContexts.create(OWNER, "closed");
        assertThatThrownBy(() -> context.getEndpoint(uri)).isInstanceOf(NoSuchEndpointException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bean", "groovy", "js", "mvel", "ognl", "spel", "joor", "java", "python"})
    @DisplayName("S-07 a language that runs code is not there")
    void languages_that_run_code_are_not_there(String language) {
        ModelCamelContext context = CamelContexts.create(OWNER, "closed");
        assertThatThrownBy(() -> context.resolveLanguage(language)).isInstanceOf(NoSuchLanguageException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:target/x",
                "sftp:localhost/x?username=a",
                "ftps:localhost/x",
                "https:localhost/x",
                "quartz:x?cron=0+0+1+*+*+?",
                "seda:x",
                "timer:x",
                "scheduler:x",
                "log:x"
            })
    void transports_of_the_hub_are_there(String uri) throws Exception {
        ModelCamelContext context = CamelContexts.create(OWNER, "transports");
        assertThat(CamelContexts.within(context, () -> context.getEndpoint(uri)))
                .isNotNull();
    }

    @Test
    void a_component_of_the_owner_is_found_first(@TempDir Path owner) throws IOException {
        Path file = Files.createDirectories(owner.resolve("META-INF/services/org/apache/camel/component"))
                .resolve("timer");
        Files.writeString(file, "class=" + org.apache.camel.component.mock.MockComponent.class.getName());
        try (URLClassLoader loader = new URLClassLoader(new URL[] {owner.toUri().toURL()}, OWNER)) {
            ModelCamelContext context = CamelContexts.create(new ChildFirst(loader, file), "owner");
            assertThat(context.getComponent("timer")).isInstanceOf(org.apache.camel.component.mock.MockComponent.class);
        }
    }

    @Test
    void the_threads_class_loader_is_put_back() throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        ModelCamelContext context = CamelContexts.create(OWNER, "loader");
        ClassLoader inside =
                CamelContexts.within(context, () -> Thread.currentThread().getContextClassLoader());
        assertThat(inside).isSameAs(context.getApplicationContextClassLoader()).isNotSameAs(before);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    private static void assertCarries(String file, String route) throws Exception {
        ModelCamelContext context = CamelContexts.create(OWNER, file);
        try {
            Resource resource = ResourceHelper.fromBytes(file, route.getBytes(StandardCharsets.UTF_8));
            CamelContexts.within(context, () -> {
                PluginHelper.getRoutesLoader(context).loadRoutes(resource);
                context.start();
                return context;
            });
            MockEndpoint out = context.getEndpoint("mock:out", MockEndpoint.class);
            out.expectedHeaderReceived("seen", "a batch seen");
            context.createProducerTemplate().sendBody("direct:in", "a batch");
            out.assertIsSatisfied();
        } finally {
            context.stop();
        }
    }

    /** A bundle's own class loader also answers with its own resource before it asks others. */
    private static final class ChildFirst extends ClassLoader {
        private final Path file;

        ChildFirst(ClassLoader parent, Path file) {
            super(parent);
            this.file = file;
        }

        @Override
        public URL getResource(String name) {
            try {
                return name.endsWith("camel/component/timer") ? file.toUri().toURL() : super.getResource(name);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
