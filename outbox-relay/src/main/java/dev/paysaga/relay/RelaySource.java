package dev.paysaga.relay;

/** One source and what works for it. */
record RelaySource(
        RelaySettings settings,
        RelayStatus status,
        RelayMetrics metrics,
        RelaySupervisor supervisor,
        Retention retention) {

    String name() {
        return settings.source();
    }
}
