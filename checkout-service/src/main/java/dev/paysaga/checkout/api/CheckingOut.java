package dev.paysaga.checkout.api;

import dev.paysaga.checkout.api.CheckoutRequest.Parsed;
import dev.paysaga.checkout.api.CheckoutRequest.ParsedLine;
import dev.paysaga.checkout.api.StoredAnswers.StoredAnswer;
import dev.paysaga.checkout.domain.Checkout;
import dev.paysaga.checkout.domain.Checkouts;
import dev.paysaga.checkout.domain.Item;
import dev.paysaga.checkout.domain.OrderIds;
import dev.paysaga.checkout.domain.Product;
import dev.paysaga.checkout.domain.Products;
import dev.paysaga.events.Money;
import dev.paysaga.events.OrderId;
import dev.paysaga.messaging.Outbox;
import dev.paysaga.messaging.UnitOfWork;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Creates a checkout, once per idempotency key. */
@Component
public class CheckingOut {

    private final StoredAnswers answers;
    private final Products products;
    private final Checkouts checkouts;
    private final Outbox outbox;
    private final UnitOfWork unitOfWork;
    private final OrderIds orderIds;
    private final Clock clock;
    private final JsonMapper json;
    private final ApiProperties properties;

    CheckingOut(
            StoredAnswers answers,
            Products products,
            Checkouts checkouts,
            Outbox outbox,
            UnitOfWork unitOfWork,
            OrderIds orderIds,
            Clock clock,
            JsonMapper json,
            ApiProperties properties) {
        this.answers = answers;
        this.products = products;
        this.checkouts = checkouts;
        this.outbox = outbox;
        this.unitOfWork = unitOfWork;
        this.orderIds = orderIds;
        this.clock = clock;
        this.json = json;
        this.properties = properties;
    }

    /**
     * One transaction: the answer under its key, the checkout, and the event that begins the saga.
     *
     * @throws dev.paysaga.http.Problem 422 or 409 when the key is taken, see {@link StoredAnswers#find}
     * @throws org.springframework.web.ErrorResponseException 400 when there are no such products or the sum is too high
     */
    public Answer checkOut(IdempotencyKey key, Parsed request) {
        byte[] hash = hash(request);
        return unitOfWork.get(() -> answers.find(key, hash)
                .map(first -> new Answer(first, true))
                .orElseGet(() -> new Answer(create(key, hash, request), false)));
    }

    private StoredAnswer create(IdempotencyKey key, byte[] hash, Parsed request) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        var checkout = new Checkout(
                orderIds.next(),
                request.buyerId(),
                request.psp(),
                items(request.lines()),
                now,
                now.plus(properties.expiresAfter()));
        var answer = new StoredAnswer(
                HttpStatus.CREATED, json.writeValueAsString(CheckoutView.of(checkout, properties.publicUrl())));
        answers.store(key, hash, answer);
        checkouts.add(checkout);
        outbox.append(checkout.created());
        return answer;
    }

    private List<Item> items(List<ParsedLine> lines) {
        Map<String, Product> known = products.byId(lines.stream()
                .map(ParsedLine::productId)
                .filter(Texts::isProductId)
                .toList());
        var invalid = new Invalid();
        var items = new ArrayList<Item>();
        for (int i = 0; i < lines.size(); i++) {
            Product product = known.get(lines.get(i).productId());
            if (product == null) {
                invalid.add("lines[" + i + "].productId", "There is no such product.");
            } else {
                items.add(new Item(product, lines.get(i).quantity()));
            }
        }
        invalid.throwIfAny();
        Money total = Checkout.total(items);
        if (total.amount() > Checkout.MOST) {
            invalid.add(
                    "lines",
                    "They cost " + total + " together; one checkout may cost at most "
                            + new Money(Checkout.MOST, total.currency()) + ".");
        }
        invalid.throwIfAny();
        return items;
    }

    private byte[] hash(Parsed request) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(request));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java", e);
        }
    }

    /** The checkout that an answer tells of. */
    public OrderId orderIdOf(Answer answer) {
        return new OrderId(json.readTree(answer.stored().body()).get("orderId").stringValue());
    }

    /** @param replayed whether it is the answer to an earlier request */
    public record Answer(StoredAnswer stored, boolean replayed) {}
}
