package dev.paysaga.payment.saga;

import dev.paysaga.events.Topic;
import dev.paysaga.events.WalletEvent;
import dev.paysaga.events.WalletEvent.WalletCredit;
import dev.paysaga.events.WalletEvent.WalletCredited;
import dev.paysaga.events.WalletEvent.WalletDebit;
import dev.paysaga.events.WalletEvent.WalletDebited;
import dev.paysaga.messaging.SagaListener;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Wallets hold payment orders, or have given back what a cancel takes from them: {@code wallet_updated}. */
@Component
class WalletListener implements SagaListener<WalletEvent> {

    private final Flags flags;

    WalletListener(Flags flags) {
        this.flags = flags;
    }

    @Override
    public Topic<WalletEvent> topic() {
        return Topic.WALLET;
    }

    @Override
    public void on(WalletEvent event) {
        switch (event) {
            case WalletDebited debited ->
                flags.walletDebited(
                        debited.orderId(),
                        debited.cancellationId(),
                        debited.debits().stream().mapToLong(WalletDebit::amount).reduce(0, Math::addExact));
            case WalletCredited credited ->
                flags.walletCredited(
                        credited.orderId(),
                        credited.credits().stream()
                                .collect(Collectors.toMap(WalletCredit::paymentOrderId, WalletCredit::amount)));
        }
    }
}
