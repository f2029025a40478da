// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.servers.Server;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.cxf.WebServices.Description;

/** The OpenAPI document of a service, read from its resources when it is first asked for. */
@Path("/openapi.json")
public final class OpenApiDocument {
    static {
        ModelConverters.getInstance().addConverter(new ModelResolver(Json.mapper(), new Names()));
    }

    private final String path;
    private final Description description;
    private final Set<Class<?>> resources;
    private volatile @Nullable String document;

    OpenApiDocument(String path, Description description, Collection<?> resources) {
        this.path = path;
        this.description = description;
        this.resources = resources.stream().map(Object::getClass).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public String read() {
        String read = document;
        if (read == null) {
            read = Json.pretty(new Reader(new SwaggerConfiguration().openAPI(base())).read(resources));
            document = read;
        }
        return read;
    }

    /** A class within another is named by both, for several resources have an Asked or a Found of their own. */
    private static final class Names extends TypeNameResolver {
        @Override
        protected String getNameOfClass(Class<?> type) {
            Class<?> outer = type.getEnclosingClass();
            return outer == null
                    ? type.getSimpleName()
                    : getNameOfClass(outer).replaceFirst("Resource$", "") + type.getSimpleName();
        }
    }

    private OpenAPI base() {
        Info info = new Info()
                .title(description.title())
                .version(description.version())
                .description(description.text());
        return new OpenAPI().info(info).servers(List.of(new Server().url(path)));
    }
}
