// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.model.words.Count;
import org.susten.trainings.Curriculum;

/**
 * A file of completions as a training provider sends it: read whole, and refused whole with the lines that are wrong. What is told
 * names lines and columns, never a person.
 */
final class CompletionFile {

    static final List<String> HEADER = List.of("person", "session", "date");

    private static final int MOST_PROBLEMS = 20;

    private final byte[] bytes;
    private final Collection<Curriculum> curricula;
    private final LocalDate today;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private boolean signed;

    CompletionFile(byte[] bytes, Collection<Curriculum> curricula, LocalDate today) {
        this.bytes = bytes;
        this.curricula = curricula;
        this.today = today;
    }

    /** Its completions, once every line is right and every key that a curriculum asks for has signed it. */
    List<Completion> read(Optional<byte[]> signature) throws FileProblemException {
        List<Completion> completions = new ArrayList<>();
        try (CsvReader<CsvRecord> rows = parser().ofCsvRecord(text())) {
            for (CsvRecord row : rows) {
                if (row.getStartingLineNumber() == 1) {
                    header(row);
                } else {
                    completion(row).ifPresent(completions::add);
                }
                if (problems.size() >= MOST_PROBLEMS) {
                    break;
                }
            }
        } catch (CsvParseException e) {
            problem(0, "the file is not CSV", "save it as CSV with commas, and quotes around values that hold one");
        } catch (java.io.IOException e) {
            throw new IllegalStateException("a text in memory must be readable", e);
        }
        if (problems.isEmpty() && completions.isEmpty()) {
            problem(0, "there is no completion in the file", "write one per line below  person,session,date");
        }
        if (problems.isEmpty()) {
            signatures(completions, signature);
        }
        if (!problems.isEmpty()) {
            throw new FileProblemException(problems);
        }
        return completions;
    }

    /** Whether a signature was asked for and found good. */
    boolean signed() {
        return signed;
    }

    /** A line with too few or too many values is told as such. */
    @SuppressWarnings("removal")
    private static CsvReader.CsvReaderBuilder parser() {
        return CsvReader.builder().allowExtraFields(true).allowMissingFields(true);
    }

    private String text() throws FileProblemException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new FileProblemException(0, "the file is not UTF-8", "save it as UTF-8 text");
        }
    }

    /** Where it is another's, so are the lines below: to tell of each would hide why. */
    private void header(CsvRecord row) throws FileProblemException {
        List<String> names = row.getFields().stream()
                .map(n -> n.strip().toLowerCase(Locale.ROOT))
                .toList();
        if (!names.equals(HEADER)) {
            throw new FileProblemException(
                    1, "the first line is not  person,session,date", "name exactly these columns, in this order");
        }
    }

    private Optional<Completion> completion(CsvRecord row) {
        int line = (int) row.getStartingLineNumber();
        int before = problems.size();
        if (row.getFieldCount() == 1 && row.getField(0).isBlank()) {
            return Optional.empty();
        }
        if (row.getFieldCount() != HEADER.size()) {
            problem(
                    line,
                    "the line has " + Count.of(row.getFieldCount(), "value", "values") + " instead of 3",
                    "write person,session,date");
            return Optional.empty();
        }
        String person = person(line, row.getField(0).strip());
        String session = session(line, row.getField(1).strip());
        LocalDate day = day(line, row.getField(2).strip());
        if (problems.size() == before && !seen.add(person + ' ' + session + ' ' + day)) {
            problem(line, "the line says the same as an earlier one", "remove one of them");
        }
        return problems.size() == before ? Optional.of(new Completion(line, person, session, day)) : Optional.empty();
    }

    private String person(int line, String person) {
        if (!person.matches("[^\\s\\p{Cntrl},;\"]{2,120}")) {
            problem(
                    line,
                    "person is not one id or e-mail address",
                    "write the id or address that the agreement names them by, without spaces");
        }
        return Completions.name(person);
    }

    private String session(int line, String session) {
        Set<String> known = new TreeSet<>();
        curricula.forEach(curriculum -> curriculum.sessions().forEach(s -> known.add(s.id())));
        if (!known.contains(session)) {
            problem(
                    line,
                    "no curriculum has the session named in this line",
                    known.isEmpty()
                            ? "write the curriculum into etc/trainings first"
                            : "use one of " + String.join(", ", known));
        }
        return session;
    }

    private LocalDate day(int line, String text) {
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.isAfter(today)) {
                problem(line, "the session is completed on a day to come, " + day, "import it once it has been");
            }
            return day;
        } catch (DateTimeParseException e) {
            problem(line, "date is not a day of the calendar", "write a day as 2026-09-14");
            return LocalDate.MIN;
        }
    }

    private void signatures(List<Completion> completions, Optional<byte[]> signature) {
        Set<String> sessions = new HashSet<>();
        completions.forEach(completion -> sessions.add(completion.session()));
        for (Curriculum curriculum : curricula) {
            if (curriculum.signedBy().isEmpty()
                    || curriculum.sessions().stream().noneMatch(s -> sessions.contains(s.id()))) {
                continue;
            }
            PublicKey key = Signed.key(curriculum.signedBy()).orElseThrow();
            if (signature.isEmpty()) {
                problem(
                        0,
                        "completions of " + curriculum.id() + " come signed, and this file has no signature",
                        "ask " + curriculum.owner() + " for the file's signature, and send both");
            } else if (!Signed.by(key, bytes, signature.get())) {
                problem(
                        0,
                        "the signature is not of this file by the key of " + curriculum.id()
                                + ": it was changed or comes from somebody else",
                        "do not repair it: ask " + curriculum.owner() + " for the file anew, and tell them");
            } else {
                signed = true;
            }
        }
    }

    private void problem(int line, String what, String fix) {
        problems.add(new Problem(line, what, fix));
    }
}
