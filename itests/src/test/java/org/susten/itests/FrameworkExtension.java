// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.ops4j.pax.exam.CoreOptions.systemProperty;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureConsole;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.configureSecurity;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.doNotModifyLogConfiguration;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFileExtend;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.editConfigurationFilePut;
import static org.ops4j.pax.exam.karaf.options.KarafDistributionOption.karafDistributionConfiguration;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.ops4j.pax.exam.ExamSystem;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.TestAddress;
import org.ops4j.pax.exam.TestContainer;
import org.ops4j.pax.exam.TestProbeBuilder;
import org.ops4j.pax.exam.karaf.options.KarafExamSystemConfigurationOption;
import org.ops4j.pax.exam.karaf.options.libraries.OverrideJUnitBundlesOption;
import org.ops4j.pax.exam.options.extra.VMOption;
import org.ops4j.pax.exam.spi.PaxExamRuntime;

/**
 * Runs the tests of a class inside the framework of the shipped archive, which Pax Exam unpacks and starts for the class. Nothing of a
 * test runs out here: its methods take no parameters, and find the framework by the bundle of their own class.
 */
final class FrameworkExtension implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {

    private final Map<String, TestAddress> tests = new HashMap<>();
    private TestContainer container;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        int http = Hub.freePort();
        ExamSystem system = PaxExamRuntime.createTestSystem(options(http));
        container = PaxExamRuntime.createContainer(system);
        InputStream commands = System.in;
        // Pax Exam would pass on to the hub what the build tells this process.
        System.setIn(InputStream.nullInputStream());
        try {
            container.start();
        } finally {
            System.setIn(commands);
        }
        HttpRequest.Builder ready = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/health/ready"));
        Hub.until("the hub is ready", () -> Hub.send(ready).statusCode() == 200);
        TestProbeBuilder probe = system.createProbe();
        probe.setHeader("Bundle-Activator", Inside.class.getName());
        for (Method method : context.getRequiredTestClass().getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)) {
                tests.put(method.getName(), probe.addTest(method.getDeclaringClass(), method.getName()));
            }
        }
        for (Class<?> library : List.of(ByteBuddy.class, Assertions.class)) {
            URL jar = library.getProtectionDomain().getCodeSource().getLocation();
            try (InputStream bundle = jar.openStream()) {
                container.install(jar.toString(), bundle);
            }
        }
        container.installProbe(probe.build().getStream());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (container != null) {
            container.stop();
        }
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> test, ExtensionContext context) {
        invocation.skip();
        container.call(tests.get(test.getExecutable().getName()));
    }

    private static Option[] options(int http) throws IOException {
        String karaf = System.getProperty("karaf.version");
        List<Option> options = new ArrayList<>(List.of(
                karafDistributionConfiguration()
                        .frameworkUrl(Path.of(System.getProperty("susten.distribution"))
                                .toUri()
                                .toString())
                        .karafVersion(karaf)
                        .useDeployFolder(false)
                        .unpackDirectory(Path.of(System.getProperty("susten.work"), "framework")
                                .toFile()),
                configureSecurity().disableKarafMBeanServerBuilder(),
                configureConsole().ignoreLocalConsole(),
                doNotModifyLogConfiguration(),
                new OverrideJUnitBundlesOption(),
                new KarafExamSystemConfigurationOption(Inside.NAME),
                systemProperty("susten.samples").value(System.getProperty("susten.samples")),
                // What Pax Exam adds lies where the build found it; nothing is looked for elsewhere.
                editConfigurationFileExtend(
                        "etc/org.ops4j.pax.url.mvn.cfg",
                        "org.ops4j.pax.url.mvn.defaultRepositories",
                        Path.of(System.getProperty("susten.repository")).toUri() + "@id=build@snapshots"),
                editConfigurationFilePut("etc/org.susten.rest.cfg", "httpPort", Integer.toString(http)),
                editConfigurationFilePut("etc/org.susten.rest.cfg", "httpsPort", Integer.toString(Hub.freePort())),
                editConfigurationFilePut(
                        "etc/org.apache.karaf.shell.cfg", "sshPort", Integer.toString(Hub.freePort()))));
        for (String option : List.of(
                "@etc/java.options",
                // Pax Exam hands over the tests by RMI, which the hub itself never speaks.
                "-Djdk.serialFilter=*",
                "--patch-module",
                "java.base=lib/endorsed/org.apache.karaf.specs.locator-" + karaf + ".jar",
                "--patch-module",
                "java.xml=lib/endorsed/org.apache.karaf.specs.java.xml-" + karaf + ".jar")) {
            options.add(new VMOption(option));
        }
        if (Runtime.version().feature() < 24) {
            // As bin/susten says it.
            options.add(new VMOption("-Djava.security.manager=allow"));
        }
        return options.toArray(new Option[0]);
    }
}
