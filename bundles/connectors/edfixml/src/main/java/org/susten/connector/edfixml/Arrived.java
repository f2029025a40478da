// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfixml;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.susten.kit.XmlElements;
import org.susten.kit.ZipInlet;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Inlet;

/** The XML files of one arrival: lying loose, in archives, or both. */
record Arrived(List<Source> files) {

    /**
     * One file.
     *
     * @param inlet where it is
     * @param name its name there
     * @param label its name for people and in positions, with the archive's before it
     */
    record Source(Inlet inlet, String name, String label) {

        XmlElements open() throws IOException {
            return XmlElements.open(inlet.open(name), label, size());
        }

        long size() {
            try {
                return inlet.size(name);
            } catch (IOException e) {
                throw new ConnectorException(Kind.BROKEN, label + " cannot be read; send the file again", e);
            }
        }
    }

    Arrived {
        files = List.copyOf(files);
    }

    static Arrived in(Inlet inlet) {
        List<Source> files = new ArrayList<>(xml(inlet, ""));
        for (String name : inlet.names("**")) {
            if (name.toLowerCase(Locale.ROOT).endsWith(".zip")) {
                files.addAll(xml(ZipInlet.open(inlet, name), name + '/'));
            }
        }
        files.sort(Comparator.comparing(Source::label));
        if (files.isEmpty()) {
            throw new ConnectorException(
                    inlet.names("**").isEmpty() ? Kind.UNAVAILABLE : Kind.BROKEN,
                    "no XML file has arrived, loose or in an archive; send Ed-Fi interchanges such as Student.xml");
        }
        return new Arrived(files);
    }

    private static List<Source> xml(Inlet inlet, String before) {
        return inlet.names("**").stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".xml"))
                .map(name -> new Source(inlet, name, before + name))
                .toList();
    }
}
