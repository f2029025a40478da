// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.mapping.Crosswalk;
import org.susten.connector.tabular.mapping.MappingCompiler;
import org.susten.files.FileProblemException;
import org.susten.files.YamlFile;
import org.susten.spi.Columns;
import org.susten.spi.Cursor;
import org.susten.spi.SourceRecord;

/** Short ways to mappings and rows. */
final class TestMappings {

    private TestMappings() {}

    /** A connector for a mapping that is in force. */
    static TabularConnector connector(Mappings mappings, String name, String site) throws FileProblemException {
        List<Mappings.Source> sources = new ArrayList<>();
        Mappings.Follower follower = new Mappings.Follower() {
            @Override
            public void inForce(Mappings.Source source) {
                sources.add(source);
            }

            @Override
            public void absent(@Nullable String why) {}
        };
        mappings.follow(name, follower);
        mappings.leave(name, follower);
        assertThat(sources).as("mapping " + name + " is in force").hasSize(1);
        return new TabularConnector(sources.get(0).compile(site));
    }

    /** A connector for the text of a mapping. */
    static TabularConnector connector(String yaml, Function<String, @Nullable Crosswalk> crosswalks)
            throws FileProblemException {
        return new TabularConnector(MappingCompiler.compile(YamlFile.of(yaml), "here", crosswalks));
    }

    /** A row as the connector's reader would make it. */
    static SourceRecord row(TabularConnector connector, String stream, Map<String, String> values) {
        List<String> names = List.copyOf(values.keySet());
        Object[] cells = names.stream().map(values::get).toArray();
        return SourceRecord.present(stream, "1", new Cursor("table.csv#2"), Columns.of(names), cells);
    }
}
