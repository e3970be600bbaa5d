package dev.paysaga.system;

import org.junit.jupiter.api.Test;

/**
 * Trouble by chance, the same plan of it in every build; {@code -Dpaysaga.seed} takes another. The command {@code
 * system-tests/random-faults} does more of it.
 */
class RandomFaultsIT extends RunningSuite {

    @Test
    void everyPaymentOfAStormEndsAndNobodyLosesAWon() throws Exception {
        long seed = Long.getLong("paysaga.seed", 4711);
        System.out.println("Seed " + seed);

        System.out.println(new FaultStorm(suite, books).rage(seed, 150, 24));
    }

    @Test
    void whatMustStaySecretIsNowhere() throws Exception {
        for (String psp : new String[] {"TOSS", "PORTONE"}) {
            var card = new Play(buyer.with(psp), operator, provider, books);
            card.with("confirm", "F04").isPaid().isCompleted().isCanceled();
            var transfer = new Play(buyer.with(psp), operator, provider, books);
            transfer.order().paysBy("VIRTUAL_ACCOUNT").confirms();
            provider.receivesDeposit(transfer.orderId());
            transfer.isCompleted();
        }

        new SecretScan(folder()).run(suite);
    }
}
