// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFileEndpoint;

/** Camel's {@code file:} with folders below the hub's base, wherever the hub was started. */
final class HubFolders extends FileComponent {
    private final Path base;

    HubFolders(Path base) {
        this.base = base;
    }

    @Override
    protected GenericFileEndpoint<File> buildFileEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        return super.buildFileEndpoint(uri, base.resolve(remaining).toString(), parameters);
    }
}
