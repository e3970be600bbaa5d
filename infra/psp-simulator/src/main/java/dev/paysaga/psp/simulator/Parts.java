package dev.paysaga.psp.simulator;

import com.sun.net.httpserver.HttpServer;
import dev.paysaga.psp.simulator.admin.BuyerApi;
import dev.paysaga.psp.simulator.admin.ScenarioApi;
import dev.paysaga.psp.simulator.admin.SimApi;
import dev.paysaga.psp.simulator.admin.TruthApi;
import dev.paysaga.psp.simulator.admin.WebhookApi;
import dev.paysaga.psp.simulator.buyer.Buyer;
import dev.paysaga.psp.simulator.buyer.Deadlines;
import dev.paysaga.psp.simulator.call.Calls;
import dev.paysaga.psp.simulator.call.Changes;
import dev.paysaga.psp.simulator.call.Executions;
import dev.paysaga.psp.simulator.call.GatewayPage;
import dev.paysaga.psp.simulator.call.Ids;
import dev.paysaga.psp.simulator.call.Locks;
import dev.paysaga.psp.simulator.call.Provider;
import dev.paysaga.psp.simulator.clock.Agenda;
import dev.paysaga.psp.simulator.clock.SimClock;
import dev.paysaga.psp.simulator.http.HttpFront;
import dev.paysaga.psp.simulator.portone.LateCancels;
import dev.paysaga.psp.simulator.portone.PortOneProvider;
import dev.paysaga.psp.simulator.portone.Shop;
import dev.paysaga.psp.simulator.scenario.Scenarios;
import dev.paysaga.psp.simulator.toss.TossProvider;
import dev.paysaga.psp.simulator.truth.Json;
import dev.paysaga.psp.simulator.truth.Truth;
import dev.paysaga.psp.simulator.webhook.Webhooks;
import dev.paysaga.psp.simulator.window.Assets;
import dev.paysaga.psp.simulator.window.Windows;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.jsontype.NamedType;

/** Everything that one simulator consists of, put together. */
final class Parts implements AutoCloseable {

    private static final Duration LOOK_FOR_EXPIRED_EVERY = Duration.ofMillis(100);

    private final Truth truth;
    private final SimClock clock;
    private final Agenda agenda;
    private final Ids ids;
    private final Scenarios scenarios = new Scenarios();
    private final Webhooks webhooks;
    private final Deadlines deadlines;
    private final LateCancels lateCancels;
    private final Locks locks;
    private final Changes changes;
    private final Settings settings;

    Parts(Settings settings, Clock realClock) {
        this.settings = settings;
        this.truth = new Truth(settings.dataDirectory(), Json.knowing(answers().toArray(NamedType[]::new)));
        this.clock = new SimClock(realClock, truth.clockAhead());
        this.ids = new Ids(clock, new Random(new SecureRandom().nextLong()));
        this.agenda = new Agenda(clock);
        this.locks = new Locks(truth);
        this.webhooks = new Webhooks(settings.webhooks(), truth, scenarios, clock, agenda, ids);
        this.deadlines = new Deadlines(truth, locks, webhooks, clock);
        this.lateCancels = new LateCancels(truth, locks, webhooks, clock, agenda);
        this.changes = change -> {
            deadlines.happened(change);
            lateCancels.happened(change);
            webhooks.happened(change);
        };
    }

    private static List<NamedType> answers() {
        List<NamedType> all = new ArrayList<>(TossProvider.ANSWERS);
        all.addAll(PortOneProvider.ANSWERS);
        all.add(new NamedType(GatewayPage.class, "gateway-page"));
        return all;
    }

    void offer(HttpServer server) {
        TossProvider toss = new TossProvider(settings.toss().secretKey(), truth, clock, ids);
        Shop shop = new Shop(settings.portOne().storeId(), settings.portOne().channelKey());
        PortOneProvider portOne = new PortOneProvider(settings.portOne().apiSecret(), shop, truth, clock, ids);
        HttpFront portOneFront = new HttpFront(calls(portOne));
        server.createContext("/", new HttpFront(calls(toss)));
        server.createContext("/payments", portOneFront);
        Buyer buyer =
                new Buyer(truth, locks, changes, clock, ids, settings.portOne().captures());
        server.createContext("/__sim/", new HttpFront(sim(buyer)));
        Windows windows =
                new Windows(buyer, new Windows.Shop(settings.toss().clientKey(), shop.storeId(), shop.channelKey()));
        server.createContext("/window/", new HttpFront(windows));
        HttpFront assets = new HttpFront(new Assets());
        server.createContext("/toss/", assets);
        server.createContext("/portone/", assets);
    }

    private Calls calls(Provider provider) {
        Executions executions =
                new Executions(provider, truth, scenarios, locks, changes, clock, settings.bindServerErrors());
        return new Calls(provider, executions, truth, clock, ids);
    }

    private SimApi sim(Buyer buyer) {
        SimApi api = new SimApi();
        new BuyerApi(buyer, lateCancels).offer(api);
        new ScenarioApi(scenarios).offer(api);
        new TruthApi(truth, clock).offer(api);
        new WebhookApi(webhooks, truth, clock).offer(api);
        return api;
    }

    /** Takes up what a stop has interrupted, and keeps an eye on the time. */
    void begin() {
        webhooks.resume();
        lateCancels.resume();
        agenda.every(LOOK_FOR_EXPIRED_EVERY, deadlines::look);
    }

    @Override
    public void close() {
        agenda.close();
        webhooks.close();
        truth.close();
    }
}
