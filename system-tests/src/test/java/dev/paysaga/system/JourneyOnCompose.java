package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What the page about the cluster tells people to try. */
class JourneyOnCompose extends RunningSuite {

    private final ComposeCluster containers = (ComposeCluster) suite;

    @Test
    void theJourneyByCurlEndsCompleteAndBooked() {
        assertThat(containers.journey()).contains("is COMPLETE", "2 ledger entries");
    }
}
