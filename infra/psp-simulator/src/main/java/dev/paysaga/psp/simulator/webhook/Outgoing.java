package dev.paysaga.psp.simulator.webhook;

import java.util.Map;

/** One sending of a webhook, as it goes over the wire. */
record Outgoing(Map<String, String> headers, String body) {}
