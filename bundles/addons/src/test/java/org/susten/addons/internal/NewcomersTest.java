// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewcomersTest {

    @TempDir
    Path folder;

    private final Newcomers newcomers = new Newcomers(Set.of("org.susten.engine"), Set.of("org.slf4j"));

    @Test
    @DisplayName("R-24 a bundle that would take another's place, or give it packages, is refused")
    void what_would_touch_others_is_refused() throws Exception {
        assertThatThrownBy(() -> newcomers.check(bundle("org.susten.engine;singleton:=true", "", "")))
                .hasMessageContaining("org.susten.engine is there already");
        assertThatThrownBy(() -> newcomers.check(bundle("a", "org.a,org.slf4j;version=\"2.0\"", "")))
                .hasMessageContaining("exports package org.slf4j");
        assertThatThrownBy(() -> newcomers.check(bundle("b", "", "org.susten.engine")))
                .hasMessageContaining("fragment");
        assertThatThrownBy(() -> newcomers.check(bundle("", "", ""))).hasMessageContaining("no bundle");
    }

    @Test
    void newcomers_may_not_touch_each_other_either() throws Exception {
        newcomers.check(bundle("a", "org.a;version=1.0;uses:=\"org.x,org.y\"", ""));
        assertThatThrownBy(() -> newcomers.check(bundle("a", "", ""))).hasMessageContaining("already");
        assertThatThrownBy(() -> newcomers.check(bundle("c", "org.a", ""))).hasMessageContaining("org.a");
    }

    @Test
    void names_of_packages_are_told_from_their_attributes() {
        assertThat(Newcomers.exports("org.a;org.b;version=\"[1,2)\";uses:=\"org.c,org.d\",org.e"))
                .containsExactly("org.a", "org.b", "org.e");
    }

    private Path bundle(String name, String exports, String host) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        put(main, "Bundle-SymbolicName", name);
        put(main, "Export-Package", exports);
        put(main, "Fragment-Host", host);
        Path file = Files.createTempFile(folder, "bundle", ".jar");
        new JarOutputStream(Files.newOutputStream(file), manifest).close();
        return file;
    }

    private static void put(Attributes main, String key, String value) {
        if (!value.isEmpty()) {
            main.putValue(key, value);
        }
    }
}
