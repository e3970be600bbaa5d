"use strict";
// Keeps an order's page up to date, and opens the provider's window. The server draws; this exchanges what it has drawn.
(() => {
  const POLL = 2000;
  const order = () => document.getElementById("order");
  let stream = null;
  let failures = 0;
  let timer = 0;

  const refresh = async () => {
    const answer = await fetch(window.location.pathname, { headers: { Accept: "text/html" } });
    if (!answer.ok) { return; }
    const drawn = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("order");
    if (drawn && drawn.dataset.version !== order().dataset.version) { exchange(drawn); }
  };

  // The live region stays the same element, so that a screen reader speaks what is new in it.
  const exchange = (drawn) => {
    const state = order().querySelector(".state");
    const drawnState = drawn.querySelector(".state");
    const spoken = state.querySelector("[role=status]");
    const news = drawnState.querySelector("[role=status]");
    const hadFocus = order().contains(document.activeElement);
    spoken.replaceChildren(...news.childNodes);
    news.remove();
    drawnState.remove();
    state.className = drawnState.className;
    [...state.children].filter((child) => child !== spoken).forEach((child) => child.remove());
    state.append(...drawnState.children);
    [...order().children].filter((child) => child !== state).forEach((child) => child.remove());
    order().append(...drawn.children);
    Object.assign(order().dataset, drawn.dataset);
    if (hadFocus) {
      order().tabIndex = -1;
      order().focus({ preventScroll: true });
    }
    if (order().dataset.live !== "true") { stop(); }
  };

  const poll = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => refresh().catch(() => {}).finally(() => {
      if (order().dataset.live === "true" && !stream && !document.hidden) { poll(); }
    }), POLL);
  };

  const stop = () => {
    window.clearTimeout(timer);
    if (stream) { stream.close(); stream = null; }
  };

  const watch = () => {
    if (stream || order().dataset.live !== "true") { return; }
    if (!window.EventSource) { poll(); return; }
    stream = new EventSource(window.location.pathname + "/events");
    stream.addEventListener("open", () => { failures = 0; });
    stream.addEventListener("state", (event) => {
      if (event.data !== order().dataset.version) { refresh().catch(() => {}); }
    });
    stream.addEventListener("end", () => { stop(); refresh().catch(() => {}); });
    stream.addEventListener("error", () => {
      failures += 1;
      if (stream && (stream.readyState === EventSource.CLOSED || failures > 2)) { stop(); poll(); }
    });
  };

  const message = (text) => {
    const place = document.getElementById("pay-message");
    if (place) { place.textContent = text; place.hidden = false; }
  };

  const query = (values) => {
    const known = Object.entries(values).filter(([, value]) => value !== undefined && value !== null);
    return new URLSearchParams(known.map(([name, value]) => [name, String(value)])).toString();
  };

  const toss = (pay, method) => window.TossPayments(pay.clientKey)
    .payment({ customerKey: pay.orderId })
    .requestPayment({
      method,
      amount: { currency: pay.currency, value: Number(pay.amount) },
      orderId: pay.orderId,
      orderName: pay.orderName,
      successUrl: window.location.origin + "/checkout/success",
      failUrl: window.location.origin + "/checkout/fail",
    });

  const portOne = async (pay, method) => {
    const result = await window.PortOne.requestPayment({
      storeId: pay.storeId,
      channelKey: pay.channelKey,
      paymentId: pay.orderId,
      orderName: pay.orderName,
      totalAmount: Number(pay.amount),
      currency: pay.currency,
      payMethod: method,
      redirectUrl: window.location.origin + "/checkout/success",
    });
    // Where the window opens above the page there is no redirect: the answer is the same as its query.
    if (result && result.paymentId) {
      const { paymentId, txId, paymentToken, code, message: why, pgCode } = result;
      window.location.assign("/checkout/success?" + query({ paymentId, txId, paymentToken, code, message: why, pgCode }));
    }
  };

  const open = async (button) => {
    const section = document.getElementById("pay");
    const pay = section.dataset;
    const method = section.querySelector("input[name=method]:checked").value;
    if (!(pay.psp === "TOSS" ? window.TossPayments : window.PortOne)) { message(pay.sdkMissing); return; }
    button.disabled = true;
    try {
      await (pay.psp === "TOSS" ? toss : portOne)(pay, method);
    } catch (error) {
      if (error && error.code) {
        window.location.assign("/checkout/fail?" + query({ code: error.code, message: error.message, orderId: pay.orderId }));
      } else {
        message(pay.failed);
      }
    }
    button.disabled = false;
  };

  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.id === "pay-button") { open(event.target); }
  });
  // A page that nobody sees watches nothing: browsers allow few connections for all their tabs together.
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) { stop(); } else { refresh().catch(() => {}); watch(); }
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      document.getElementById("pay-button")?.removeAttribute("disabled");
      refresh().catch(() => {});
      watch();
    }
  });
  window.addEventListener("pagehide", stop);
  watch();
})();
