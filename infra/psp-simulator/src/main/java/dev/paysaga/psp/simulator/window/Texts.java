package dev.paysaga.psp.simulator.window;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the windows say, in the two languages of their buyers. */
enum Texts {
    KOREAN(
            "ko",
            Map.ofEntries(
                    Map.entry("title", "결제"),
                    Map.entry("simulated", "연습용 결제창입니다. 실제로 결제되지 않습니다."),
                    Map.entry("provider", "결제 대행사"),
                    Map.entry("order", "주문"),
                    Map.entry("orderId", "주문번호"),
                    Map.entry("amount", "결제 금액"),
                    Map.entry("approve", "카드로 결제하기"),
                    Map.entry("decline", "카드사에서 거절하기"),
                    Map.entry("close", "결제 취소하고 닫기"),
                    Map.entry("virtual-account", "가상계좌로 결제하기"),
                    Map.entry("noted", "계좌를 확인했습니다. 계속하기"),
                    Map.entry("account", "가상계좌"),
                    Map.entry("bank", "우리은행"),
                    Map.entry("holder", "예금주"),
                    Map.entry("due", "입금 기한"),
                    Map.entry("deposit", "아래 계좌로 기한까지 입금하면 결제가 완료됩니다."),
                    Map.entry("wrong", "결제창을 열 수 없습니다"),
                    Map.entry("over", "이 결제창은 더 이상 사용할 수 없습니다"),
                    Map.entry("back", "쇼핑몰로 돌아가 다시 시도해 주세요."),
                    Map.entry("canceled", "구매자가 결제를 취소했습니다."),
                    Map.entry("declined", "카드사에서 결제를 거절했습니다."))),
    ENGLISH(
            "en",
            Map.ofEntries(
                    Map.entry("title", "Payment"),
                    Map.entry("simulated", "This window is for practice. No money is charged."),
                    Map.entry("provider", "Provider"),
                    Map.entry("order", "Order"),
                    Map.entry("orderId", "Order number"),
                    Map.entry("amount", "Amount"),
                    Map.entry("approve", "Pay by card"),
                    Map.entry("decline", "Let the card company decline"),
                    Map.entry("close", "Cancel and close"),
                    Map.entry("virtual-account", "Pay by transfer to a virtual account"),
                    Map.entry("noted", "I have noted the account, continue"),
                    Map.entry("account", "Virtual account"),
                    Map.entry("bank", "Woori Bank"),
                    Map.entry("holder", "Account holder"),
                    Map.entry("due", "Transfer by"),
                    Map.entry("deposit", "The payment is complete when the money has arrived on this account in time."),
                    Map.entry("wrong", "The payment window cannot be opened"),
                    Map.entry("over", "This payment window cannot be used any more"),
                    Map.entry("back", "Return to the shop and try again."),
                    Map.entry("canceled", "The buyer has closed the window."),
                    Map.entry("declined", "The card company has declined the payment.")));

    private final String language;
    // Made immutable, and never given away.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Map<String, String> texts;

    Texts(String language, Map<String, String> texts) {
        this.language = language;
        this.texts = texts;
    }

    /** @param asked by the page, or null */
    static Texts of(@Nullable String asked, @Nullable String acceptLanguage) {
        String wanted = asked == null ? first(acceptLanguage) : asked;
        return wanted.toLowerCase(Locale.ROOT).startsWith("en") ? ENGLISH : KOREAN;
    }

    /** The first of the two languages that the browser names: it puts the one it likes best first. */
    private static String first(@Nullable String acceptLanguage) {
        for (String language : (acceptLanguage == null ? "" : acceptLanguage).split(",")) {
            String tag = language.strip().toLowerCase(Locale.ROOT);
            if (tag.startsWith("en") || tag.startsWith("ko")) {
                return tag;
            }
        }
        return "ko";
    }

    String language() {
        return language;
    }

    String get(String key) {
        String text = texts.get(key);
        if (text == null) {
            throw new IllegalArgumentException("No text is called " + key);
        }
        return text;
    }
}
