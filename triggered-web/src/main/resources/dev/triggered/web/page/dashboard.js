"use strict";
(() => {
  const page = document.documentElement.lang;
  const lang = navigator.languages.find((each) => each.startsWith(page)) ?? page;
  const words = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "medium" });

  /** Shows times in the zone of whoever looks. */
  const localize = (within) => {
    for (const time of within.querySelectorAll("time[datetime]")) {
      time.title = time.dateTime;
      time.textContent = words.format(new Date(time.dateTime));
    }
  };

  /** Has a form shown again in its frame when its fields were left alone for a moment. */
  const follow = (form) => {
    let waiting;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => form.checkValidity() && form.requestSubmit(document.getElementById(form.dataset.live)), 400);
    });
  };

  localize(document);
  document.querySelector(".bar li [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  document.querySelectorAll("form[data-live]").forEach(follow);
  document.body.addEventListener("htmx:afterSwap", () => localize(document));
})();
