// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.utils.ResourceUtils;
import org.junit.jupiter.api.Test;

class AllowedTest {

    /** At the root, as the hub's runs are. */
    @Path("/")
    public static final class Root {

        @GET
        @Path("runs/{id}")
        public String one() {
            return "";
        }

        @PUT
        @Path("runs/{id}")
        public String put() {
            return "";
        }

        @POST
        @Path("runs/{id}/approval")
        public String approve() {
            return "";
        }
    }

    /** In a folder of its own. */
    @Path("/reviews")
    public static final class Reviews {

        @GET
        public String all() {
            return "";
        }

        @DELETE
        @Path("next")
        public String next() {
            return "";
        }
    }

    private final List<ClassResourceInfo> resources = Stream.of(Root.class, Reviews.class)
            .map(type -> ResourceUtils.createClassResourceInfo(type, type, true, true))
            .toList();

    @Test
    void only_the_methods_of_that_address_are_named() {
        assertThat(Allowed.at("/runs/7", resources)).containsExactly("GET", "HEAD", "PUT");
        assertThat(Allowed.at("/runs/7/approval", resources)).containsExactly("POST");
        assertThat(Allowed.at("/reviews", resources)).containsExactly("GET", "HEAD");
        assertThat(Allowed.at("/reviews/next/", resources)).containsExactly("DELETE");
        assertThat(Allowed.at("/nowhere", resources)).isEmpty();
        assertThat(Allowed.now()).isEmpty();
    }
}
