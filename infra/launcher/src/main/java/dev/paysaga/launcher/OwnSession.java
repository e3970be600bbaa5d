package dev.paysaga.launcher;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;

/** Leaves the terminal's session, so that its Ctrl-C and its end do not reach this process and its children. */
final class OwnSession {

    private OwnSession() {}

    @SuppressWarnings("restricted") // the JVM runs with --enable-native-access
    static void start() {
        var linker = Linker.nativeLinker();
        var setsid = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("setsid"), FunctionDescriptor.of(ValueLayout.JAVA_INT));
        try {
            // -1 when this process leads its group already, which is as good.
            var session = (int) setsid.invokeExact();
            if (session == 0) {
                throw new IllegalStateException("setsid answered 0");
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
