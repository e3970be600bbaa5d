package dev.paysaga.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What will happen to one payment, drawn by chance.
 *
 * @param method {@code CARD} or {@code VIRTUAL_ACCOUNT}
 * @param troubles what goes wrong before it is paid
 * @param back what its buyer is given back afterwards
 * @param troublesBack what goes wrong with that
 */
record StormPlan(String psp, String method, List<Trouble> troubles, Back back, List<Trouble> troublesBack) {

    /** Faults of a confirm; the last one of each pair is a longer wait than a caller has patience for. */
    private static final List<String> CONFIRM = List.of(
            "F02", "F03", "F04", "F04", "F05", "F05", "F06", "F07", "F08", "F09", "F10", "F11", "F13", "F15", "F16",
            "F17");

    private static final List<String> LOOKUP = List.of("F05", "F06", "F07", "F16", "F17");

    private static final List<String> WEBHOOK = List.of("W01", "W02", "W03", "W04", "W05", "W06", "W07", "W08", "W09");

    private static final List<String> CANCEL =
            List.of("F03", "F04", "F05", "F06", "F07", "F08", "F09", "F10", "F15", "F16", "F17", "C06", "C07");

    private static final Map<String, List<String>> VARIANTS = Map.of(
            "F15", List.of("AMOUNT", "MISSING", "ENUM", "EXTRA"),
            "W05", List.of("PROOF", "UNPROVEN", "ALTERED", "UNKNOWN_PAYMENT"),
            "C06", List.of("SUCCEEDED", "FAILED"));

    /** What a buyer is given back. */
    enum Back {
        NOTHING,
        ALL,
        A_PART,
        PARTS_AT_ONCE
    }

    /** @param step {@code confirm}, {@code lookup}, {@code webhook} or {@code cancel} */
    record Trouble(String step, String fault, Map<String, Object> options) {}

    /** Every payment has some trouble; most have one or two. */
    static StormPlan draw(Random chance) {
        String psp = chance.nextBoolean() ? "TOSS" : "PORTONE";
        var before = new ArrayList<Trouble>();
        var after = new ArrayList<Trouble>();
        boolean isTransfer = chance.nextInt(10) == 0;
        Back back = Back.values()[chance.nextInt(Back.values().length)];
        if (isTransfer || chance.nextInt(4) == 0) {
            before.add(trouble("webhook", WEBHOOK, chance));
        }
        if (!isTransfer && chance.nextInt(3) > 0) {
            before.add(trouble("confirm", CONFIRM, chance));
            if (chance.nextInt(3) == 0) {
                before.add(trouble("lookup", LOOKUP, chance));
            }
        }
        if (before.isEmpty() || (back != Back.NOTHING && chance.nextInt(3) > 0)) {
            after.add(trouble("cancel", CANCEL, chance));
            back = back == Back.NOTHING ? Back.ALL : back;
        }
        return new StormPlan(
                psp, isTransfer ? "VIRTUAL_ACCOUNT" : "CARD", List.copyOf(before), back, List.copyOf(after));
    }

    private static Trouble trouble(String step, List<String> faults, Random chance) {
        String fault = faults.get(chance.nextInt(faults.size()));
        boolean isHeld = chance.nextBoolean() && (fault.equals("F04") || fault.equals("F05"));
        List<String> variants = VARIANTS.getOrDefault(fault, List.of());
        return new Trouble(
                step,
                fault,
                isHeld
                        ? Map.of("holdMillis", 9_000)
                        : variants.isEmpty()
                                ? Map.of()
                                : Map.of("variant", variants.get(chance.nextInt(variants.size()))));
    }
}
