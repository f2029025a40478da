// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import javax.security.auth.Subject;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;
import org.apache.karaf.shell.api.console.History;
import org.apache.karaf.shell.api.console.Registry;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.apache.karaf.shell.api.console.Terminal;
import org.apache.karaf.shell.support.CommandException;

/** A shell session of the account {@code dana}, whose variables say otherwise; keeps what is printed. */
public final class Shell implements Session {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream console = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final Map<String, Object> variables = new HashMap<>(Map.of("USER", "somebody"));
    private final Path folder;

    /** Whom the hub asks to be trained. */
    public ToyStaff staff = new ToyStaff("");

    /** What a person will type when asked; nobody is there where it is empty. */
    public final Queue<String> typed = new ArrayDeque<>();

    public Shell(Path folder) {
        this.folder = folder;
    }

    public Shell() {
        this(Path.of("").toAbsolutePath());
    }

    /** What a command prints as text. */
    public String text(HubCommand command) throws CommandException {
        return run(command, false);
    }

    /** What a command prints as JSON. */
    public String json(HubCommand command) throws CommandException {
        return run(command, true);
    }

    /** The same, as a script reads it. */
    public JsonNode tree(HubCommand command) throws CommandException, JsonProcessingException {
        return new ObjectMapper().readTree(json(command));
    }

    public String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private String run(HubCommand command, boolean json) throws CommandException {
        printed.reset();
        command.session = this;
        command.json = json;
        if (command instanceof OfChildren ofChildren) {
            ofChildren.staff = staff;
        }
        Subject dana = new Subject(true, Set.of(new UserPrincipal("dana")), Set.of(), Set.of());
        try {
            Subject.doAs(dana, (PrivilegedExceptionAction<Object>) command::execute);
        } catch (PrivilegedActionException e) {
            throw (CommandException) e.getException();
        }
        return printed();
    }

    @Override
    public Object get(String name) {
        return variables.get(name);
    }

    @Override
    public void put(String name, Object value) {
        variables.put(name, value);
    }

    @Override
    public PrintStream getConsole() {
        return console;
    }

    @Override
    public Path currentDir() {
        return folder;
    }

    @Override
    public Object execute(CharSequence line) {
        throw new UnsupportedOperationException();
    }

    @Override
    public InputStream getKeyboard() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String readLine(String prompt, Character mask) {
        assertThat(mask).as("what is typed is not seen").isNotNull();
        return typed.remove();
    }

    @Override
    public Terminal getTerminal() {
        return typed.isEmpty()
                ? null
                : (Terminal) Proxy.newProxyInstance(
                        Terminal.class.getClassLoader(),
                        new Class<?>[] {Terminal.class},
                        (terminal, method, arguments) -> {
                            throw new UnsupportedOperationException(method.getName());
                        });
    }

    @Override
    public History getHistory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Registry getRegistry() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SessionFactory getFactory() {
        throw new UnsupportedOperationException();
    }

    @Override
    public String resolveCommand(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void currentDir(Path path) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void run() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        console.close();
    }
}
