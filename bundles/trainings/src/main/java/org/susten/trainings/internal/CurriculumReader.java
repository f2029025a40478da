// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.YamlFile;
import org.susten.files.YamlForm;
import org.susten.trainings.Curriculum;
import org.susten.users.Role;

/** Reads a curriculum: YAML, then form, then sense. */
final class CurriculumReader {

    private static final YamlForm FORM =
            new YamlForm(CurriculumReader.class, "/org/susten/trainings/training.schema.json");

    private CurriculumReader() {}

    /** The id that a file's name gives. */
    static String id(String name) {
        return name.substring(name.lastIndexOf('/') + 1).replaceFirst("\\.yaml$", "");
    }

    static Curriculum read(String id, YamlFile file) throws FileProblemException {
        FORM.check(file);
        List<Problem> problems = new ArrayList<>();
        if (!id.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")) {
            problems.add(new Problem(
                    0,
                    "the file's name is not an id",
                    "name it with lower-case letters, digits and hyphens, then .yaml"));
        }
        JsonNode root = file.root();
        String key = root.path("signedBy").asText("");
        if (!key.isEmpty() && Signed.key(key).isEmpty()) {
            problems.add(file.problem(
                    "/signedBy",
                    "signedBy is no Ed25519 public key",
                    "write the text between the first and the last line of the file that "
                            + "openssl pkey -in key.pem -pubout  makes"));
        }
        List<Curriculum.Session> sessions = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < root.get("sessions").size(); i++) {
            JsonNode session = root.get("sessions").get(i);
            if (!ids.add(session.get("id").asText())) {
                problems.add(file.problem(
                        "/sessions/" + i,
                        "another session is called " + session.get("id").asText() + " already",
                        "choose an id no other session of the curriculum has"));
            }
            sessions.add(new Curriculum.Session(
                    session.get("id").asText(),
                    session.get("title").asText(),
                    session.get("hours").decimalValue()));
        }
        if (!problems.isEmpty()) {
            throw new FileProblemException(problems);
        }
        return new Curriculum(
                id,
                root.get("title").asText(),
                root.get("owner").asText(),
                root.path("validMonths").asInt(0),
                key,
                sessions,
                staff(root.path("staff")),
                root.path("warnDays").asInt(Curriculum.WARN_DAYS));
    }

    private static Set<Role> staff(JsonNode words) {
        Set<Role> staff = EnumSet.noneOf(Role.class);
        words.forEach(word -> staff.add(Role.of(word.asText()).orElseThrow()));
        return staff;
    }
}
