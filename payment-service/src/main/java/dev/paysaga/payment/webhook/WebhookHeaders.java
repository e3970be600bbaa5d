package dev.paysaga.payment.webhook;

import dev.paysaga.payment.webhook.RejectedWebhookException.Reason;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** Headers as webhooks must have them: each once, in its form, or the webhook is rejected. */
final class WebhookHeaders {

    private static final Pattern ID = Pattern.compile("[!-~]{1,200}");

    private final HttpServletRequest request;

    WebhookHeaders(HttpServletRequest request) {
        this.request = request;
    }

    void requireJson() {
        try {
            MediaType type = MediaType.parseMediaType(one("Content-Type", Reason.CONTENT_TYPE));
            if (type.equalsTypeAndSubtype(MimeTypeUtils.APPLICATION_JSON)) {
                return;
            }
        } catch (InvalidMediaTypeException _) {
            // none at all
        }
        throw new RejectedWebhookException(Reason.CONTENT_TYPE);
    }

    /** The id under which the provider sends one webhook, however often it sends it. */
    String id(String name) {
        String id = one(name);
        if (!ID.matcher(id).matches()) {
            throw new RejectedWebhookException(Reason.HEADERS);
        }
        return id;
    }

    String one(String name) {
        return one(name, Reason.HEADERS);
    }

    private String one(String name, Reason otherwise) {
        List<String> values = Collections.list(request.getHeaders(name));
        if (values.size() != 1) {
            throw new RejectedWebhookException(otherwise);
        }
        return values.getFirst();
    }
}
