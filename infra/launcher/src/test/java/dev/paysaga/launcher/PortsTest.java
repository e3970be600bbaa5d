package dev.paysaga.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void aTakenPortIsSeenAndItsOwnerIsNamed() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.isFree(socket.getLocalPort())).isFalse();
            assertThat(PortOwner.describe(socket.getLocalPort()))
                    .startsWith("process " + ProcessHandle.current().pid() + " (")
                    .contains("java");
        }
    }

    @Test
    void freePortsAreNeverGivenTwice() {
        var one = FreePorts.next();

        assertThat(FreePorts.isFree(one)).isTrue();
        assertThat(FreePorts.next()).isNotEqualTo(one);
    }
}
