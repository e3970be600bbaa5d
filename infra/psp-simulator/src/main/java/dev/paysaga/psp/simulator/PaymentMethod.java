package dev.paysaga.psp.simulator;

/** How the buyer pays. */
enum PaymentMethod {
    CARD("카드"),
    EASY_PAY("간편결제");

    private final String korean;

    PaymentMethod(String korean) {
        this.korean = korean;
    }

    /** The value on the wire. */
    String korean() {
        return korean;
    }
}
