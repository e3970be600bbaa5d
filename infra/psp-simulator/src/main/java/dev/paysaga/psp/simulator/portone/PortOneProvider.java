package dev.paysaga.psp.simulator.portone;

import dev.paysaga.psp.simulator.call.Call;
import dev.paysaga.psp.simulator.call.Fingerprint;
import dev.paysaga.psp.simulator.call.Ids;
import dev.paysaga.psp.simulator.call.Operation;
import dev.paysaga.psp.simulator.call.Provider;
import dev.paysaga.psp.simulator.call.Refusal;
import dev.paysaga.psp.simulator.call.Trouble;
import dev.paysaga.psp.simulator.http.Request;
import dev.paysaga.psp.simulator.scenario.Step;
import dev.paysaga.psp.simulator.truth.Answer;
import dev.paysaga.psp.simulator.truth.Payment;
import dev.paysaga.psp.simulator.truth.Truth;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.jsontype.NamedType;

/** What PortOne offers to a merchant's server. */
public final class PortOneProvider implements Provider {

    /** How its answers are called in the truth log. */
    public static final List<NamedType> ANSWERS = List.of(
            new NamedType(PortOneAnswer.Read.class, "portone-payment"),
            new NamedType(PortOneAnswer.Confirmed.class, "portone-confirmed"),
            new NamedType(PortOneAnswer.Canceled.class, "portone-canceled"),
            new NamedType(PortOneAnswer.Ready.class, "portone-ready"),
            new NamedType(PortOneError.class, "portone-error"));

    /** The quotes are part of the syntax. */
    private static final Pattern KEY = Pattern.compile("\"([\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]{16,256})\"");

    private static final Duration KEY_VALIDITY = Duration.ofHours(3);

    private final String apiSecret;
    private final Shop shop;
    private final Truth truth;
    private final Clock clock;
    private final Ids ids;

    public PortOneProvider(String apiSecret, Shop shop, Truth truth, Clock clock, Ids ids) {
        this.apiSecret = apiSecret;
        this.shop = shop;
        this.truth = truth;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Optional<Answer> refusal(Request request) {
        String header = request.header("Authorization");
        boolean ours = header != null
                && header.startsWith("PortOne ")
                && Fingerprint.same(header.substring("PortOne ".length()).strip(), apiSecret);
        return ours ? Optional.empty() : Optional.of(PortOneError.UNAUTHORIZED);
    }

    @Override
    public @Nullable String orderId(Request request, JsonNode body) {
        List<String> parts = request.parts();
        boolean named = parts.size() > 1 && parts.getFirst().equals("payments");
        return named && Payment.ORDER_ID.matcher(parts.get(1)).matches() ? parts.get(1) : null;
    }

    @Override
    public Operation operation(Call call) {
        Request request = call.request();
        checkStore(request, call.body());
        List<String> parts = request.parts();
        if (request.method().equals("GET") && parts.size() == 1) {
            return PortOneList.parse(request, parts.getFirst().equals("payments-by-cursor"), shop, truth, clock);
        }
        if (parts.size() < 2 || !parts.getFirst().equals("payments")) {
            throw new Refusal(PortOneError.NOT_FOUND);
        }
        String paymentId = parts.get(1);
        return switch (request.method() + " " + String.join("/", parts.subList(2, parts.size()))) {
            case "GET " -> new PortOneLookup(paymentId, false, shop, truth, clock);
            case "GET transactions" -> new PortOneLookup(paymentId, true, shop, truth, clock);
            case "POST pre-register" -> PreRegistration.parse(paymentId, call.body(), truth);
            case "POST confirm" -> PortOneConfirm.parse(paymentId, call.body(), truth, clock, ids);
            case "POST cancel" -> new PortOneCancel(paymentId, CancelWish.parse(call.body()), truth, clock, ids);
            case "POST virtual-account/close" -> new CloseAccount(paymentId, truth, clock, ids);
            default -> throw new Refusal(PortOneError.NOT_FOUND);
        };
    }

    private void checkStore(Request request, JsonNode body) {
        String storeId = body.path("storeId").asString(request.query().getOrDefault("storeId", shop.storeId()));
        if (!storeId.equals(shop.storeId())) {
            throw new Refusal(PortOneError.FORBIDDEN);
        }
    }

    @Override
    public Answer say(Trouble trouble, @Nullable Step step) {
        return PortOneWords.of(trouble, step);
    }

    @Override
    public Optional<String> idempotencyKey(String header) {
        Matcher matcher = KEY.matcher(header.strip());
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    @Override
    public Duration idempotencyKeyValidity() {
        return KEY_VALIDITY;
    }

    @Override
    public String fingerprint() {
        return Fingerprint.of(apiSecret);
    }

    @Override
    public Map<String, String> headers(@Nullable String idempotencyKey, String traceIds) {
        return Map.of();
    }
}
