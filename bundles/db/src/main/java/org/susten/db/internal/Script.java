// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.api.resource.LoadableResource;

/** One migration script, wherever its bundle keeps it. */
final class Script extends LoadableResource {

    private final String folder;
    private final URL url;

    Script(String folder, URL url) {
        this.folder = folder;
        this.url = url;
    }

    /** Where it lies: another version of its bundle has it elsewhere. */
    String place() {
        return url.toString();
    }

    @Override
    public Reader read() {
        try {
            return new InputStreamReader(url.openStream(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + getAbsolutePath(), e);
        }
    }

    @Override
    public String getFilename() {
        return url.getPath().substring(url.getPath().lastIndexOf('/') + 1);
    }

    @Override
    public String getRelativePath() {
        return getFilename();
    }

    @Override
    public String getAbsolutePath() {
        return folder + '/' + getFilename();
    }

    @Override
    public String getAbsolutePathOnDisk() {
        return getAbsolutePath();
    }
}
