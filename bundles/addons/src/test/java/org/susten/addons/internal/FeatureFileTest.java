// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureFileTest {

    @TempDir
    Path repository;

    @Test
    void features_their_needs_and_their_bundles_are_read() throws Exception {
        FeatureFile file = read(
                """
                <feature name='a' version='1.0'><details>An example</details><feature>susten-core</feature><feature>b</feature>
                  <bundle>mvn:org.example/x/1.0</bundle></feature>
                <feature name='b' version='2.0'/>
                """);
        assertThat(file.features()).containsExactly("a/1.0", "b/2.0");
        assertThat(file.needs()).containsExactly("susten-core");
        assertThat(file.bundles()).containsExactly(repository.resolve("org/example/x/1.0/x-1.0.jar"));
    }

    @ParameterizedTest
    @DisplayName("S-13 a features file may not write into etc, fetch from elsewhere or set start levels")
    @ValueSource(
            strings = {
                "<configfile finalname='/etc/x.cfg'>mvn:org.example/x/1.0</configfile>",
                "<config name='org.susten.rest'>host = 0.0.0.0</config>",
                "<library>mvn:org.example/x/1.0</library>",
                "<bundle start-level='1'>mvn:org.example/x/1.0</bundle>",
                "<feature prerequisite='true'>susten-core</feature>",
                "<bundle>http://elsewhere.example/x.jar</bundle>",
                "<bundle>wrap:mvn:org.example/x/1.0</bundle>",
                "<bundle>mvn:org.example/../1.0</bundle>",
                "<bundle>mvn:org.example/absent/1.0</bundle>",
                "<conditional><condition>shell</condition></conditional>"
            })
    void what_an_addon_may_not_say_is_refused(String part) {
        String text = "<feature name='a' version='1.0'><bundle>mvn:org.example/x/1.0</bundle>" + part + "</feature>";
        assertThatThrownBy(() -> read(text)).hasMessageStartingWith("this KAR is not taken");
    }

    @Test
    @DisplayName("S-10 a features file with a DTD is refused")
    void a_dtd_is_refused() throws Exception {
        bundle();
        Files.writeString(
                repository.resolve("features.xml"),
                "<!DOCTYPE features [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><features><feature name='a' version='1'>&x;</feature></features>");
        assertThatThrownBy(() -> FeatureFile.in(repository)).hasMessageStartingWith("this KAR is not taken");
    }

    @Test
    void one_features_file_is_wanted() throws Exception {
        bundle();
        assertThatThrownBy(() -> FeatureFile.in(repository)).hasMessageContaining("0 features files");
    }

    private FeatureFile read(String features) throws IOException {
        bundle();
        Files.writeString(
                repository.resolve("features.xml"),
                "<features xmlns='http://karaf.apache.org/xmlns/features/v1.6.0' name='x'>" + features + "</features>");
        return FeatureFile.in(repository);
    }

    private void bundle() throws IOException {
        Path jar = repository.resolve("org/example/x/1.0/x-1.0.jar");
        Files.createDirectories(jar.getParent());
        Files.writeString(jar, "");
    }
}
