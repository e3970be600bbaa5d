package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.scenario.Distortion;
import dev.paysaga.psp.simulator.truth.Answer;

/** A success, which may be told wrongly. */
public interface Spoilable extends Answer {

    Answer spoilt(Distortion distortion);
}
