package dev.paysaga.psp.simulator.http;

/** Answers requests. */
public interface Handler {

    Reply handle(Request request);

    /** What is answered when handling has failed. */
    Reply broken();
}
