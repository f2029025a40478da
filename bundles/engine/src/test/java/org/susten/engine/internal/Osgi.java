// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.launch.Framework;

/** A real OSGi framework with the real configuration, metatype and component services; ours comes from the class path. */
final class Osgi {

    private static final String SHARED = String.join(
            ",",
            "org.osgi.service.cm;version=1.6.1",
            "org.osgi.service.metatype;version=1.4.1",
            "org.osgi.service.component;version=1.5.1",
            "org.osgi.service.component.runtime;version=1.5.1",
            "org.osgi.service.component.runtime.dto;version=1.5.1",
            "org.osgi.service.log;version=1.5.0",
            "org.osgi.util.promise;version=1.3.0",
            "org.osgi.util.function;version=1.2.0",
            "org.susten.spi;version=1.0.0",
            "org.susten.model;version=1.0.0");

    private static final String COMPONENT =
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="org.susten.connector.settable"
                configuration-policy="require" activate="activate">
              <implementation class="org.susten.engine.internal.Settable"/>
              <service><provide interface="org.susten.spi.Connector"/></service>
            </scr:component>
            """;

    private static final String METATYPE =
            """
            <metatype:MetaData xmlns:metatype="http://www.osgi.org/xmlns/metatype/v1.2.0">
              <OCD id="settable" name="Settable">
                <AD id="site" type="String" required="true"/>
                <AD id="rows" type="Integer" required="false" default="10"/>
              </OCD>
              <Designate factoryPid="org.susten.connector.settable"><Object ocdref="settable"/></Designate>
            </metatype:MetaData>
            """;

    private final Framework framework;

    Osgi(Path cache) throws Exception {
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        "org.osgi.framework.storage",
                        cache.toString(),
                        "org.osgi.framework.system.packages.extra",
                        SHARED,
                        "felix.log.level",
                        "0"));
        framework.start();
        for (String activator : List.of(
                "org.apache.felix.metatype.internal.Activator",
                "org.apache.felix.cm.impl.ConfigurationManager",
                "org.apache.felix.scr.impl.Activator")) {
            String location = Class.forName(activator, false, Osgi.class.getClassLoader())
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toString();
            context().installBundle(location).start();
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    <T> T service(Class<T> type) {
        return context().getService(context().getServiceReference(type));
    }

    /** Installs and starts the bundle of the connector {@code settable}. */
    Bundle installConnector() throws Exception {
        Bundle bundle = context().installBundle("settable", new ByteArrayInputStream(connector()));
        bundle.start();
        return bundle;
    }

    private static byte[] connector() throws IOException {
        String manifest =
                """
                Manifest-Version: 1.0
                Bundle-ManifestVersion: 2
                Bundle-SymbolicName: org.susten.connector.settable
                Bundle-Version: 1.0.0
                Import-Package: org.susten.spi,org.susten.model
                Service-Component: OSGI-INF/settable.xml
                """;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(
                bytes, new Manifest(new ByteArrayInputStream(manifest.getBytes(StandardCharsets.UTF_8))))) {
            put(jar, "OSGI-INF/settable.xml", COMPONENT.getBytes(StandardCharsets.UTF_8));
            put(jar, "OSGI-INF/metatype/settable.xml", METATYPE.getBytes(StandardCharsets.UTF_8));
            String name = Settable.class.getName().replace('.', '/') + ".class";
            try (InputStream code = Settable.class.getClassLoader().getResourceAsStream(name)) {
                put(jar, name, code.readAllBytes());
            }
        }
        return bytes.toByteArray();
    }

    private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new ZipEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }

    void stop() throws Exception {
        framework.stop();
        framework.waitForStop(10_000);
    }
}
