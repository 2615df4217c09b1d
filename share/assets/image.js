import { word } from "./words.js";

/** Times are sent in UTC and read in the reader's own zone. */
const clock = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
for (const time of document.querySelectorAll("time[datetime]")) {
  time.textContent = clock.format(new Date(/** @type {HTMLTimeElement} */ (time).dateTime));
}

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-copy]"))) {
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy ?? "")?.textContent ?? "";
    await navigator.clipboard.writeText(text);
    button.querySelector("span")?.replaceChildren(word("copied"));
  });
}
