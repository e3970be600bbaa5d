"use strict";
// The call shape of the Toss browser SDK (version 2): a shop's page cannot tell the difference until the window opens.
(() => {
  const origin = new URL(document.currentScript.src).origin;

  const missing = (wanted) => Object.entries(wanted).filter(([, value]) => !value).map(([name]) => name);

  const fail = (code, message) => Promise.reject(Object.assign(new Error(message), { code }));

  const open = (clientKey, amount, request) => {
    const { method, orderId, orderName, successUrl, failUrl } = request;
    const absent = missing({ orderId, orderName, successUrl, failUrl, amount: amount && amount.value });
    if (absent.length > 0) {
      return fail("INVALID_PARAMETERS", "Missing: " + absent.join(", "));
    }
    const query = new URLSearchParams({
      clientKey,
      orderId,
      orderName,
      amount: String(amount.value),
      currency: amount.currency || "KRW",
      successUrl,
      failUrl,
    });
    if (method) {
      query.set("method", method);
    }
    window.location.assign(origin + "/window/toss?" + query);
    // The page is left: as with the real one, nothing comes back here.
    return new Promise(() => {});
  };

  const TossPayments = (clientKey) => ({
    payment: ({ customerKey }) => ({
      requestPayment: (request) => (customerKey
        ? open(clientKey, request.amount, request)
        : fail("INVALID_CUSTOMER_KEY", "Missing: customerKey")),
    }),
    widgets: () => {
      let amount = null;
      return {
        setAmount: async (value) => { amount = value; },
        renderPaymentMethods: async () => ({}),
        renderAgreement: async () => ({}),
        requestPayment: (request) => open(clientKey, amount, request),
      };
    },
  });
  TossPayments.ANONYMOUS = "ANONYMOUS";
  window.TossPayments = TossPayments;
})();
