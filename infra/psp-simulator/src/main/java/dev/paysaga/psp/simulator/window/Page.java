package dev.paysaga.psp.simulator.window;

import dev.paysaga.psp.simulator.http.Reply;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.Psp;
import dev.paysaga.psp.simulator.truth.VirtualAccount;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws the windows: HTML that works without a script, with a keyboard, and with a screen reader. */
final class Page {

    private static final DateTimeFormatter DUE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.ofHours(9));

    private final Texts texts;

    Page(Texts texts) {
        this.texts = texts;
    }

    /** What is to be paid, and every way to answer. */
    Reply choices(Visit visit, Payment payment) {
        String buttons = button("approve", "approve", true)
                + button("virtual-account", "virtual-account", false)
                + button("decline", "decline", false)
                + button("close", "close", false);
        return page(200, texts.get("title"), summary(payment) + form(payment, buttons), visit);
    }

    /** The account to transfer to, before the buyer goes back to the shop. */
    Reply account(Visit visit, Payment payment, VirtualAccount account) {
        String body = summary(payment)
                + "<h2 id=\"account-title\">" + text("account") + "</h2><p>" + text("deposit") + "</p>"
                + "<dl aria-labelledby=\"account-title\">"
                + row("account", texts.get("bank") + " " + account.number(), "account-number")
                + row("holder", account.holder(), "account-holder")
                + row("due", DUE.format(account.dueAt()) + " (KST)", "account-due")
                + "</dl>"
                + form(payment, button("virtual-account", "noted", true) + button("close", "close", false));
        return page(200, texts.get("title"), body, visit);
    }

    /** @param why in the simulator's words; it is for whoever builds the shop */
    Reply wrong(int status, String titleKey, String why) {
        String body = "<p>" + text("back") + "</p><p class=\"note\" id=\"why\">" + escaped(why) + "</p>";
        return page(status, texts.get(titleKey), body, null);
    }

    static Reply redirect(String address) {
        return new Reply.Content(
                303, "text/plain", Map.of("Location", address, "Cache-Control", "no-store"), "", () -> {});
    }

    private String summary(Payment payment) {
        String provider = payment.psp() == Psp.TOSS ? "Toss Payments" : "PortOne";
        return "<p class=\"note\">" + text("simulated") + "</p><dl>"
                + row("provider", provider, "provider")
                + row("order", payment.orderName(), "order-name")
                + row("orderId", payment.orderId(), "order-id")
                + row("amount", String.format(Locale.ROOT, "₩%,d", payment.totalAmount()), "amount")
                + "</dl>";
    }

    private String row(String labelKey, String value, String id) {
        return "<dt>" + text(labelKey) + "</dt><dd id=\"" + id + "\">" + escaped(value) + "</dd>";
    }

    /** Goes to the address of the page, and so keeps everything that the shop has put there. */
    private String form(Payment payment, String buttons) {
        return "<form method=\"post\"><input type=\"hidden\" name=\"payment\" value=\"" + escaped(payment.paymentKey())
                + "\">" + buttons + "</form>";
    }

    private String button(String choice, String labelKey, boolean first) {
        return "<button id=\"" + choice + "\" name=\"choice\" value=\"" + choice + "\""
                + (first ? " class=\"first\"" : "") + ">" + text(labelKey) + "</button>";
    }

    private Reply page(int status, String title, String body, @Nullable Visit visit) {
        String html = "<!doctype html><html lang=\"" + texts.language() + "\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + escaped(title)
                + "</title><link rel=\"stylesheet\" href=\"/window/style.css\"></head><body><main><h1>"
                + escaped(title) + "</h1>" + body + "</main></body></html>";
        return new Reply.Content(status, "text/html; charset=utf-8", headers(visit), html, () -> {});
    }

    /** A browser applies form-action to where the answer redirects as well. */
    private Map<String, String> headers(@Nullable Visit visit) {
        String shop = visit == null ? "" : " " + origin(visit.success()) + " " + origin(visit.failure());
        return Map.of(
                "Content-Security-Policy",
                "default-src 'none'; style-src 'self'; form-action 'self'" + shop
                        + "; base-uri 'none'; frame-ancestors 'none'",
                "Content-Language",
                texts.language(),
                "Cache-Control",
                "no-store",
                "Referrer-Policy",
                "no-referrer",
                "X-Content-Type-Options",
                "nosniff");
    }

    private static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    private String text(String key) {
        return escaped(texts.get(key));
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
