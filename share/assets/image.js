import { copied } from "./copy.js";
import { word } from "./words.js";

/** Times are sent in UTC and read in the reader's own zone. */
const clock = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
for (const time of document.querySelectorAll("time[datetime]")) {
  time.textContent = clock.format(new Date(/** @type {HTMLTimeElement} */ (time).dateTime));
}

for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-copy]"))) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy ?? "");
    if (source) button.querySelector("span")?.replaceChildren(word((await copied(source)) ? "copied" : "selected"));
  });
}
