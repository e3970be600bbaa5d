package dev.paysaga.events;

import dev.paysaga.events.CheckoutEvent.CheckoutCanceled;
import dev.paysaga.events.CheckoutEvent.CheckoutCanceled.Cause;
import dev.paysaga.events.CheckoutEvent.CheckoutCreated;
import dev.paysaga.events.CheckoutEvent.CheckoutLine;
import dev.paysaga.events.LedgerEvent.LedgerRecorded;
import dev.paysaga.events.LedgerEvent.LedgerReversed;
import dev.paysaga.events.LedgerEvent.RecordedEntry;
import dev.paysaga.events.PaymentEvent.ApprovedPaymentOrder;
import dev.paysaga.events.PaymentEvent.CanceledPaymentOrder;
import dev.paysaga.events.PaymentEvent.CancellationCompleted;
import dev.paysaga.events.PaymentEvent.PaymentApproved;
import dev.paysaga.events.PaymentEvent.PaymentCanceled;
import dev.paysaga.events.PaymentEvent.PaymentCompleted;
import dev.paysaga.events.PaymentEvent.PaymentDeclined;
import dev.paysaga.events.PaymentEvent.PaymentWaitingForDeposit;
import dev.paysaga.events.WalletEvent.WalletCredit;
import dev.paysaga.events.WalletEvent.WalletCredited;
import dev.paysaga.events.WalletEvent.WalletDebit;
import dev.paysaga.events.WalletEvent.WalletDebited;
import java.time.Instant;
import java.util.List;

/** One of each event, telling one order's story, and how others went: declined, expired, paid by transfer. */
final class EventExamples {

    private static final OrderId ORDER = new OrderId("ord_7Qm2xWb4TzKc9RfLh1NvYd");
    private static final OrderId DECLINED_ORDER = new OrderId("ord_Kd83mZq0VtYp5HsWc2XgBn");
    private static final OrderId EXPIRED_ORDER = new OrderId("ord_Pm4LtR9sWq2JxEa7VfUk6C");
    private static final OrderId DEPOSIT_ORDER = new OrderId("ord_Zb5TnH3yQd8GrMi1KsXe0W");
    private static final Instant CHECKED_OUT = Instant.parse("2026-11-04T01:15:00.120Z");

    static final List<SagaEvent> ALL = List.of(
            new CheckoutCreated(
                    ORDER,
                    "buyer-1",
                    "핸드드립 세트 외 1건",
                    Psp.TOSS,
                    51_000,
                    "KRW",
                    CHECKED_OUT,
                    CHECKED_OUT.plusSeconds(1800),
                    List.of(
                            new CheckoutLine("drip-set", "seller-bori", 1, 39_000),
                            new CheckoutLine("barley-tea", "seller-dalbit", 2, 12_000))),
            new PaymentApproved(
                    ORDER,
                    Psp.TOSS,
                    "test_pay_20261104101500a1B2c",
                    51_000,
                    "KRW",
                    CHECKED_OUT.plusMillis(41_000),
                    List.of(
                            new ApprovedPaymentOrder(1041, "seller-bori", "drip-set", 39_000),
                            new ApprovedPaymentOrder(1042, "seller-dalbit", "barley-tea", 12_000))),
            new PaymentDeclined(
                    DECLINED_ORDER,
                    Psp.TOSS,
                    "test_pay_20261104101710x9Y8z",
                    39_000,
                    "KRW",
                    "REJECT_CARD_PAYMENT",
                    "The card company refused: limit exceeded or balance too low.",
                    CHECKED_OUT.plusMillis(130_000)),
            new PaymentCompleted(ORDER, 51_000, "KRW", CHECKED_OUT.plusMillis(41_062)),
            new LedgerRecorded(
                    ORDER,
                    "KRW",
                    CHECKED_OUT.plusMillis(41_018),
                    List.of(
                            new RecordedEntry(1041, "psp-receivable:TOSS", "seller-payable:seller-bori", 39_000),
                            new RecordedEntry(1042, "psp-receivable:TOSS", "seller-payable:seller-dalbit", 12_000))),
            new WalletCredited(
                    ORDER,
                    "KRW",
                    CHECKED_OUT.plusMillis(41_021),
                    List.of(
                            new WalletCredit(1041, "seller-bori", 39_000),
                            new WalletCredit(1042, "seller-dalbit", 12_000))),
            new CheckoutCanceled(EXPIRED_ORDER, Cause.EXPIRED, CHECKED_OUT.plusSeconds(1860)),
            new PaymentWaitingForDeposit(
                    DEPOSIT_ORDER,
                    Psp.TOSS,
                    "test_pay_20261104102000d4E5f",
                    51_000,
                    "KRW",
                    CHECKED_OUT.plusSeconds(3 * 24 * 3600)),
            new PaymentCanceled(
                    ORDER,
                    7,
                    Psp.TOSS,
                    "test_pay_20261104101500a1B2c",
                    6_000,
                    "KRW",
                    "One pack of tea was torn.",
                    CHECKED_OUT.plusSeconds(7200),
                    List.of(new CanceledPaymentOrder(1042, "seller-dalbit", "barley-tea", 6_000))),
            new LedgerReversed(
                    ORDER,
                    7,
                    "KRW",
                    CHECKED_OUT.plusSeconds(7200).plusMillis(17),
                    List.of(new RecordedEntry(1042, "seller-payable:seller-dalbit", "psp-receivable:TOSS", 6_000))),
            new WalletDebited(
                    ORDER,
                    7,
                    "KRW",
                    CHECKED_OUT.plusSeconds(7200).plusMillis(19),
                    List.of(new WalletDebit(1042, "seller-dalbit", 6_000))),
            new CancellationCompleted(
                    ORDER,
                    7,
                    6_000,
                    45_000,
                    "KRW",
                    CHECKED_OUT.plusSeconds(7200).plusMillis(44)));

    private EventExamples() {}
}
