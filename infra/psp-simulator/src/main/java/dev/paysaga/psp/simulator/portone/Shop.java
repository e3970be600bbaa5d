package dev.paysaga.psp.simulator.portone;

/** The merchant's, at PortOne. */
public record Shop(String storeId, String channelKey) {}
