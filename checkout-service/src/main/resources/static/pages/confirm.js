"use strict";
// Posts the confirm that the provider's return asks for, and goes on to the order. As often as the page is loaded: the
// server confirms once.
(() => {
  const form = document.getElementById("confirm");
  const again = document.getElementById("again");
  const confirm = async () => {
    again.hidden = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
      if (answer.ok && answer.redirected) {
        window.location.replace(answer.url);
      } else if (answer.status < 500) {
        const told = new DOMParser().parseFromString(await answer.text(), "text/html");
        document.getElementById("content").replaceChildren(...told.getElementById("content").childNodes);
      } else {
        again.hidden = false;
      }
    } catch {
      again.hidden = false;
    }
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); confirm(); });
  confirm();
})();
