// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.susten.addons.Permissions.Power;

/** Which names in code mean which power. */
final class Powers {

    private static final Map<Power, Pattern> NAMES = new EnumMap<>(
            Map.of(
                    Power.ARRIVALS, Pattern.compile("org/susten/spi/Context#inlet|org/susten/spi/Inlet(#.*)?"),
                    Power.HOSTS, Pattern.compile("org/susten/kit/http/.*"),
                    Power.SECRETS, Pattern.compile("org/susten/spi/Context#secret"),
                    Power.SERVERS,
                            Pattern.compile(
                                    "org/susten/kit/SoapClients(#.*)?|java/sql/(DriverManager|Connection|Driver)(#.*)?|javax/sql/.*"),
                    Power.NETWORK,
                            Pattern.compile(
                                    "java/net/(http/.*|\\w*Socket\\w*|InetAddress|\\w*URLConnection)(#.*)?"
                                            + "|java/net/URL#(openStream|openConnection|getContent)"
                                            + "|java/nio/channels/\\w*Socket\\w*(#.*)?|javax/net/.*|javax/naming/.*|java/rmi/.*|sun/net/.*"),
                    Power.FILES,
                            Pattern.compile(
                                    "java/io/(FileInputStream|FileOutputStream|FileReader|FileWriter|RandomAccessFile)(#.*)?"
                                            + "|java/io/File#(list\\w*|delete\\w*|mkdirs?|renameTo|create\\w*|set\\w*)"
                                            + "|java/nio/file/Files(#.*)?|java/nio/channels/\\w*FileChannel(#.*)?"
                                            + "|java/util/(zip/ZipFile|jar/JarFile)(#.*)?"),
                    Power.PROGRAMS,
                            Pattern.compile(
                                    "java/lang/ProcessBuilder(#.*)?|java/lang/Runtime#(exec|load|loadLibrary)"
                                            + "|java/lang/System#(load|loadLibrary)|jdk/incubator/foreign/.*|sun/misc/Unsafe(#.*)?"),
                    Power.HIDDEN,
                            Pattern.compile("java/lang/Class#(forName|get(Declared)?(Methods?|Constructors?|Fields?))"
                                    + "|java/lang/\\w*ClassLoader(#.*)?|java/security/SecureClassLoader(#.*)?"
                                    + "|java/lang/reflect/(Method|Constructor|Field|AccessibleObject)#.*"
                                    + "|java/lang/invoke/MethodHandles\\$Lookup#.*|javax/script/.*|javax/tools/.*"),
                    Power.SERVICES,
                            Pattern.compile(
                                    "org/osgi/framework/(BundleContext|FrameworkUtil|Bundle|BundleActivator)(#.*)?|org/osgi/util/tracker/.*|java/lang/management/.*|javax/management/.*")));

    private Powers() {}

    /** {@code facts}: classes, and members as {@code owner#name}. */
    static Set<Power> of(Set<String> facts) {
        Set<Power> powers = EnumSet.noneOf(Power.class);
        NAMES.forEach((power, names) -> {
            if (facts.stream().anyMatch(fact -> names.matcher(fact).matches())) {
                powers.add(power);
            }
        });
        return powers;
    }
}
