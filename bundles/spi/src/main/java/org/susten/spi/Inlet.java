// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The files of one reading, as they arrived. Each may be opened any number of times and always holds the same bytes. */
@ProviderType
public interface Inlet {

    /** Names matching a {@link Glob} such as {@code visits_*.csv}, in name order; case counts. */
    List<String> names(String glob);

    /** Opens a file from its beginning; the caller closes it. */
    InputStream open(String name) throws IOException;

    /** Opens a file for reading at any position, as ZIP needs; the caller closes it. */
    SeekableByteChannel channel(String name) throws IOException;

    /** Size in bytes. */
    long size(String name) throws IOException;
}
