package dev.paysaga.relay;

import static dev.paysaga.relay.RelayState.BACKING_OFF;
import static dev.paysaga.relay.RelayState.FAILED;
import static dev.paysaga.relay.RelayState.STANDBY;
import static dev.paysaga.relay.RelayState.STARTING;
import static dev.paysaga.relay.RelayState.STOPPED;
import static dev.paysaga.relay.RelayState.STREAMING;
import static dev.paysaga.relay.RelayState.WAITING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelayStateTest {

    @ParameterizedTest
    @EnumSource
    void eachStateHasItsNextOnes(RelayState state) {
        Set<RelayState> next = EnumSet.allOf(RelayState.class);
        next.removeIf(other -> !state.mayBecome(other));

        assertThat(next)
                .isEqualTo(
                        switch (state) {
                            case STANDBY -> EnumSet.of(WAITING, STOPPED, FAILED);
                            case WAITING -> EnumSet.of(STARTING, STANDBY, STOPPED, FAILED);
                            case STARTING -> EnumSet.of(STREAMING, BACKING_OFF, STANDBY, STOPPED, FAILED);
                            case STREAMING -> EnumSet.of(BACKING_OFF, STANDBY, STOPPED, FAILED);
                            case BACKING_OFF -> EnumSet.of(WAITING, STANDBY, STOPPED, FAILED);
                            case STOPPED, FAILED -> EnumSet.noneOf(RelayState.class);
                        });
    }

    @Test
    void anUndeclaredChangeIsRefused() {
        RelayStatus status = new RelayStatus("main", Clock.systemUTC());

        assertThatThrownBy(() -> status.enter(STREAMING, "")).hasMessageContaining("from STANDBY to STREAMING");
        assertThat(status.standing().state()).isEqualTo(STANDBY);
        status.enter(WAITING, "");
        status.enter(STARTING, "");
        assertThat(status.standing().state()).isEqualTo(STARTING);
    }
}
