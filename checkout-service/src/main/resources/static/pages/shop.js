"use strict";
// The sum while one chooses; what it costs is the server's to say.
(() => {
  const form = document.getElementById("shop");
  const total = document.getElementById("total");
  const inputs = [...form.querySelectorAll("input[data-price]")];
  const show = () => {
    const sum = inputs.reduce((all, input) => all + Number(input.dataset.price) * (Number(input.value) || 0), 0);
    total.textContent = total.dataset.format.replace("{0}", sum.toLocaleString("en-US"));
  };
  form.addEventListener("input", show);
  // A page out of the browser's memory has a form that was sent already.
  window.addEventListener("pageshow", (event) => { if (event.persisted) { window.location.reload(); } });
  show();
})();
