"use strict";
// The call shape of the PortOne browser SDK (version 2), for pages that take the result by redirect.
(() => {
  const origin = new URL(document.currentScript.src).origin;

  const requestPayment = (request) => {
    const { storeId, channelKey, paymentId, orderName, totalAmount, currency, payMethod, redirectUrl } = request;
    const wanted = { storeId, channelKey, paymentId, orderName, totalAmount, redirectUrl };
    const absent = Object.entries(wanted).filter(([, value]) => !value).map(([name]) => name);
    if (absent.length > 0) {
      return Promise.reject(Object.assign(new Error("Missing: " + absent.join(", ")), { code: "INVALID_REQUEST" }));
    }
    const query = new URLSearchParams({
      storeId,
      channelKey,
      paymentId,
      orderName,
      totalAmount: String(totalAmount),
      currency: String(currency || "KRW").replace(/^CURRENCY_/, ""),
      redirectUrl,
    });
    if (payMethod) {
      query.set("payMethod", payMethod);
    }
    window.location.assign(origin + "/window/portone?" + query);
    return new Promise(() => {});
  };

  window.PortOne = { requestPayment };
})();
