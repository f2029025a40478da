// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;

/** Texts that begin with "ok", and may need another, or a secret. */
final class Notes implements FileKind {

    final Map<String, String> inForce = new ConcurrentHashMap<>();
    final Map<String, Integer> offered = new ConcurrentHashMap<>();
    private final Supplier<Places> places;

    Notes(Supplier<Places> places) {
        this.places = places;
    }

    @Override
    public String folder() {
        return "notes";
    }

    @Override
    public String glob() {
        return "*.txt";
    }

    @Override
    public void accept(String name, Path file) throws FileProblemException {
        inForce.put(name, read(file));
    }

    @Override
    public String check(String name, Path file) throws FileProblemException {
        return "would hold " + read(file).length() + " characters";
    }

    @Override
    public List<FileProblemException.Problem> doubts(String name) {
        return "ok doubtful".equals(inForce.get(name))
                ? List.of(new FileProblemException.Problem(1, "nobody is called doubtful", "write another name"))
                : List.of();
    }

    @Override
    public void withdraw(String name) {
        inForce.remove(name);
    }

    private String read(Path file) throws FileProblemException {
        try {
            String text = Files.readString(file);
            offered.merge(text, 1, Integer::sum);
            if (text.equals("throw")) {
                throw new IllegalStateException("on purpose");
            }
            if (!text.startsWith("ok")) {
                throw new FileProblemException(1, "it does not begin with ok", "begin with ok");
            }
            if (text.equals("ok needs b") && !inForce.containsKey("notes/b.txt")) {
                throw new FileProblemException(
                        List.of(new FileProblemException.Problem(1, "b.txt is not there", "save notes/b.txt")));
            }
            if (text.equals("ok with secret")) {
                new FileSecrets(places.get()).find("key").orElseThrow();
            }
            return text;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
