// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.susten.spi.Catalogue.field;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.susten.model.Person;
import org.susten.model.Sensitivity;

class CatalogueTest {

    private static final Catalogue CATALOGUE = Catalogue.of("afterbell", "Afterbell", Sector.AFTERSCHOOL).stream(
                    "children",
                    Person.class,
                    Catalogue.Mode.SNAPSHOT,
                    Duration.ofDays(1),
                    "id",
                    field("first", "Person.givenName", Sensitivity.DIRECTORY))
            .build();

    @Test
    void streams_are_found_by_name() {
        assertThat(CATALOGUE.stream("children").fields()).hasSize(1);
        assertThatThrownBy(() -> CATALOGUE.stream("visits")).hasMessageContaining("no stream visits in afterbell");
    }

    @Test
    void a_catalogue_and_an_extent_keep_their_own_copies() {
        List<Catalogue.Stream> streams = new ArrayList<>(CATALOGUE.streams());
        Catalogue copy = new Catalogue("afterbell", "Afterbell", Sector.AFTERSCHOOL, streams);
        streams.clear();
        assertThat(copy).isEqualTo(CATALOGUE);
        Set<String> schools = new HashSet<>(Set.of("s1"));
        Extent extent = new Extent(true, schools);
        schools.clear();
        assertThat(extent.organizations()).containsExactly("s1");
    }
}
