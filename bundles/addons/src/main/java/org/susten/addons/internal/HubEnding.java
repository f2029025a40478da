// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Finds code that ends the whole virtual machine, and with it every other connection. Java has no way to refuse that when it
 * happens, so it is refused before. Only {@code main} may: nobody calls it in a hub, and libraries bring it as a tool.
 */
final class HubEnding extends ClassVisitor {

    private static final int API = Opcodes.ASM9;
    private static final Set<String> CALLS =
            Set.of("java/lang/System#exit", "java/lang/Runtime#exit", "java/lang/Runtime#halt");

    private String type = "";
    private @Nullable String found;

    private HubEnding() {
        super(API);
    }

    /** The first such call of a class, such as {@code org.example.Tool calls System.exit}; empty where there is none. */
    static Optional<String> of(ClassReader file) {
        HubEnding visitor = new HubEnding();
        file.accept(visitor, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return Optional.ofNullable(visitor.found);
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String parent,
            String @Nullable [] interfaces) {
        type = name.replace('/', '.');
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        boolean tool = name.equals("main") && descriptor.equals("([Ljava/lang/String;)V");
        return tool ? null : new Body();
    }

    private void call(String owner, String name) {
        if (CALLS.contains(owner + '#' + name)) {
            found = type + " calls " + owner.replaceFirst(".*/", "") + '.' + name;
        }
    }

    /** Of a method; one that is handed on to be called later counts, too. */
    private final class Body extends MethodVisitor {

        private Body() {
            super(API);
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            call(owner, name);
        }

        @Override
        public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
            Arrays.stream(arguments)
                    .filter(Handle.class::isInstance)
                    .map(Handle.class::cast)
                    .forEach(handle -> call(handle.getOwner(), handle.getName()));
        }
    }
}
