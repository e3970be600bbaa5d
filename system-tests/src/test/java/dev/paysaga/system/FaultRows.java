package dev.paysaga.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that a provider can do to us, with both of them where both can. */
final class FaultRows {

    private static final String BOTH = "TOSS PORTONE";

    private final List<FaultRow> rows = new ArrayList<>();

    static List<FaultRow> all() {
        var made = new FaultRows();
        // Before a row moves the simulated provider's clock: lists are compared by time.
        made.lists();
        made.confirms();
        made.deposits();
        made.webhooks();
        made.cancels();
        return List.copyOf(made.rows);
    }

    private void confirms() {
        add("F01", BOTH, "nothing goes wrong", play -> play.isPaid().isCompleted());
        add(
                "F02",
                BOTH,
                "the card is refused",
                play -> play.with("confirm", "F02").isPaid().isRefused());
        add(
                "F13",
                BOTH,
                "the buyer's approval has expired when we confirm",
                play -> play.with("confirm", "F13").isPaid().isRefused());
        confirmed("F03", "our key is refused once");
        confirmed("F04", "the money is taken and the connection is cut before the answer");
        add(
                "F04",
                BOTH,
                "the money is taken and the answer hangs for longer than we wait",
                play -> play.with("confirm", "F04", Map.of("holdMillis", 35_000))
                        .isPaid()
                        .isCompleted());
        confirmed("F05", "nothing is done and the connection is cut without an answer");
        add(
                "F05",
                BOTH,
                "nothing is done and nothing is said for longer than we wait",
                play -> play.with("confirm", "F05", Map.of("holdMillis", 35_000))
                        .isPaid()
                        .isCompleted());
        confirmed("F06", "the answer takes 3 s");
        confirmed("F07", "a server error, and nothing is done");
        confirmed("F08", "a server error, and the money is taken all the same");
        confirmed("F09", "a temporary error that stays with its idempotency key");
        confirmed("F10", "a request with the same key is still being processed");
        confirmed("F11", "another request for the same payment is being processed");
        add(
                "F12",
                BOTH,
                "a key that was used before would replay another payment's answer",
                FaultRows::keysAreNeverShared);
        add("F14", BOTH, "the amount is altered on its way through the browser", FaultRows::anAlteredAmountGoesNowhere);
        for (String variant : List.of("AMOUNT", "MISSING", "ENUM", "EXTRA")) {
            String story = switch (variant) {
                case "AMOUNT" -> "a success that names another amount";
                case "MISSING" -> "a success that lacks fields";
                case "ENUM" -> "a success with a status that nobody knows";
                default -> "a success with more fields than we know";
            };
            add(
                    "F15",
                    BOTH,
                    story,
                    play -> play.with("confirm", "F15", Map.of("variant", variant))
                            .isPaid()
                            .isCompleted());
        }
        confirmed("F16", "a proxy answers with an HTML page");
        confirmed("F17", "too many requests");
        add(
                "F04 and a lookup's F05, F07, F16",
                BOTH,
                "the answer is lost, and asking fails three times",
                play -> play.with("confirm", "F04")
                        .with("lookup", "F05")
                        .with("lookup", "F07")
                        .with("lookup", "F16")
                        .isPaid()
                        .isCompleted());
    }

    private void confirmed(String fault, String story) {
        add(fault, BOTH, story, play -> play.with("confirm", fault).isPaid().isCompleted());
    }

    private static void keysAreNeverShared(Play play) {
        // a temporary error needs a second key, a lost answer the first one again
        play.with("confirm", "F09").isPaid().isCompleted();
        play.isCanceled(1_000).isCanceled();
        assertThat(play.keys())
                .as("a key per confirm that could not be repeated, and per cancel")
                .isEqualTo(4);
    }

    private static void anAlteredAmountGoesNowhere(Play play) throws Exception {
        play.order().pays();
        assertThat(play.order().tryConfirm(play.order().amount() - 1).status()).isEqualTo(400);
        assertThat(play.order().truth().path("requests")).isEmpty();
        assertThat(play.order().status()).isEqualTo("PREPAY");
        play.order().confirms();
        play.isCompleted();
    }

    private void deposits() {
        add("F18", BOTH, "the buyer pays by a transfer, later", play -> {
            play.order().paysBy("VIRTUAL_ACCOUNT");
            assertThat(play.order().confirms().path("status").asString()).isEqualTo("IN_PROGRESS");
            assertThat(play.order().truth().path("captures").asLong()).isZero();
            play.provider.receivesDeposit(play.orderId());
            play.isCompleted();
        });
        add("F18", BOTH, "the news of the transfer come twice", play -> {
            play.with("webhook", "F01").with("webhook", "W01").order().paysBy("VIRTUAL_ACCOUNT");
            play.order().confirms();
            play.provider.receivesDeposit(play.orderId());
            play.isCompleted();
        });
        // PortOne does not tell that an account has run out, so it is asked.
        add("F18", BOTH, "no transfer comes until the account runs out", play -> {
            play.order().promisesADeposit(2).confirms();
            play.isRefused();
        });
        add("F18", BOTH, "the transfer comes after the account has run out", play -> {
            play.order().promisesADeposit(2).confirms();
            play.isRefused();
            play.provider.receivesLateDeposit(play.orderId());
            play.isGivenBackByHand("DEPOSIT_LATE");
        });
        add("F19", "TOSS", "the bank takes the transfer back after we were told of it", play -> {
            play.order().paysBy("VIRTUAL_ACCOUNT").confirms();
            play.provider.receivesDeposit(play.orderId());
            play.isCompleted();
            play.provider.losesDeposit(play.orderId());
            play.asksAHuman("DEPOSIT_TAKEN_BACK");
        });
    }

    private void webhooks() {
        informed("W01", BOTH, "a webhook comes twice, and once more under another id");
        add(
                "W02",
                BOTH,
                "the news of the approval come after those of the cancel",
                play -> play.with("webhook", "W02")
                        .isPaid()
                        .isCompleted()
                        .isCanceled()
                        .isGivenBack(1));
        informed("W03", BOTH, "a webhook comes before the answer to the confirm");
        informed("W04", BOTH, "no webhook comes");
        add(
                "W04",
                BOTH,
                "the answer is lost and no webhook comes",
                play -> play.with("confirm", "F04")
                        .with("webhook", "W04")
                        .isPaid()
                        .isCompleted());
        for (String variant : List.of("PROOF", "UNPROVEN", "ALTERED", "UNKNOWN_PAYMENT")) {
            String story = switch (variant) {
                case "PROOF" -> "a forged webhook with a false proof comes first";
                case "UNPROVEN" -> "a forged webhook without proof comes first";
                case "ALTERED" -> "an altered webhook comes first";
                default -> "a webhook about a payment that does not exist comes first";
            };
            add(
                    "W05",
                    BOTH,
                    story,
                    play -> play.with("webhook", "W05", Map.of("variant", variant))
                            .isPaid()
                            .isCompleted());
        }
        informed("W06", "PORTONE", "an old webhook is replayed");
        informed("W07", "PORTONE", "a webhook carries two signatures while the secret is being changed");
        rows.add(alone("W08", "TOSS", "a webhook is refused, and sent again a minute later", FaultRows::isSentAgain));
        rows.add(
                alone("W08", "PORTONE", "a webhook is refused, and sent again a minute later", FaultRows::isSentAgain));
        rows.add(alone("F18", "TOSS", "the account runs out after a week, by the provider's clock", play -> {
            play.order().paysBy("VIRTUAL_ACCOUNT").confirms();
            play.provider.waits(Duration.ofDays(8).toSeconds());
            play.isRefused();
        }));
        informed("W09", BOTH, "a webhook of an unknown type comes first");
    }

    private void informed(String fault, String psps, String story) {
        add(fault, psps, story, play -> play.with("webhook", fault).isPaid().isCompleted());
    }

    private static void isSentAgain(Play play) {
        play.with("webhook", "W08").isPaid().isCompleted();
        play.provider.waits(70);
        play.isCompleted();
    }

    private void cancels() {
        add(
                "C01",
                BOTH,
                "a part is given back, another part, and then the rest",
                play -> play.isPaid()
                        .isCompleted()
                        .isCanceled(1_000)
                        .isCanceled(39_000)
                        .isCanceled()
                        .isGivenBack(3));
        add("C02", BOTH, "more is asked back than there is", play -> {
            play.isPaid().isCompleted();
            var answer = play.operator.tryCancel(
                    play.orderId(),
                    "more-than-there-is",
                    Map.of("amount", play.order().amount() + 1));
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text()).contains("exceeds-remaining");
            play.isCompleted();
        });
        add("C03", BOTH, "what is given back is asked back again", play -> {
            play.isPaid().isCompleted().isCanceled().isGivenBack(1);
            var answer = play.operator.tryCancel(play.orderId(), "once-more-please", Map.of());
            assertThat(answer.status()).isEqualTo(409);
            assertThat(answer.text()).contains("nothing-to-cancel");
        });
        canceled("C04", "F04", "the money is given back and the answer is lost");
        add(
                "C04",
                BOTH,
                "the money is given back and the answer hangs for longer than we wait",
                play -> play.isPaid()
                        .isCompleted()
                        .with("cancel", "F04", Map.of("holdMillis", 35_000))
                        .isCanceled()
                        .isGivenBack(1));
        canceled("C04", "F05", "nothing is given back and the connection is cut without an answer");
        canceled("C04", "F07", "a server error at a cancel, and nothing is given back");
        canceled("C04", "F08", "a server error at a cancel, and the money is given back all the same");
        canceled("C04", "F09", "a temporary error at a cancel that stays with its key");
        canceled("C04", "F16", "a proxy answers a cancel with an HTML page");
        canceled("C04", "F17", "too many requests at a cancel");
        add(
                "C06",
                "PORTONE",
                "the provider gives the money back later",
                play -> play.isPaid()
                        .isCompleted()
                        .with("cancel", "C06", Map.of("variant", "SUCCEEDED"))
                        .isCanceled()
                        .isGivenBack(1));
        add("C06", "PORTONE", "the provider takes the cancel and refuses it later", play -> {
            play.isPaid().isCompleted().with("cancel", "C06", Map.of("variant", "FAILED"));
            play.asksToCancel();
            play.asksAHuman("CANCEL_FAILED").isCompleted();
        });
        add("C07", "TOSS", "it is too late to give the money back", play -> {
            play.isPaid().isCompleted().with("cancel", "C07");
            play.asksToCancel();
            play.asksAHuman("CANCEL_FAILED").isCompleted();
        });
        // What a gateway behind PortOne says is not PortOne's own word: it is looked at, and asked again.
        add("C07", "PORTONE", "the gateway behind it says once that it is too late to give the money back", play -> {
            play.isPaid().isCompleted().with("cancel", "C07");
            play.asksToCancel();
            play.isGivenBack(1);
        });
    }

    private void canceled(String id, String fault, String story) {
        add(
                id,
                BOTH,
                story,
                play -> play.isPaid()
                        .isCompleted()
                        .with("cancel", fault)
                        .isCanceled()
                        .isGivenBack(1));
    }

    private void lists() {
        for (String action : List.of("HIDE", "ALTER")) {
            String story = action.equals("HIDE")
                    ? "the provider's list lacks a payment"
                    : "the provider's list says another amount";
            for (String psp : BOTH.split(" ", -1)) {
                rows.add(alone("R01", psp, story, play -> {
                    // Toss tells whole seconds: what was before is not to be in these, and what comes is.
                    var from = Play.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
                    await("a new second").until(() -> Play.now().isAfter(from));
                    play.isPaid().isCompleted();
                    play.provider.drifts(
                            psp, action, play.orderId(), play.order().amount() + 1_000);
                    var report = play.operator.reconciles(psp, from, Play.now());
                    assertThat(report.toString()).contains(play.orderId());
                    play.asksAHuman("RECONCILIATION").isCompleted();
                }));
            }
        }
    }

    private static FaultRow alone(String id, String psp, String story, FaultRow.Plot plot) {
        return new FaultRow(id, psp, story, true, plot);
    }

    /** @param psps separated by blanks */
    private void add(String id, String psps, String story, FaultRow.Plot plot) {
        Stream.of(psps.split(" ", -1)).forEach(psp -> rows.add(new FaultRow(id, psp, story, false, plot)));
    }
}
