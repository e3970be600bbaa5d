package dev.paysaga.psp.simulator.call;

import dev.paysaga.psp.simulator.truth.Answer;

/** From a proxy before the provider: HTML, and the provider has not seen the request. */
public record GatewayPage() implements Answer {

    @Override
    public int status() {
        return 502;
    }

    @Override
    public String contentType() {
        return "text/html";
    }

    @Override
    public String body() {
        return "<html><body><h1>502 Bad Gateway</h1></body></html>";
    }
}
