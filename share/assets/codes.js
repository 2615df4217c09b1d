import { copied } from "./copy.js";
import { word } from "./words.js";

/**
 * Buttons for text that is shown once: `data-copy` names the element to copy, `data-print` prints the page. They are
 * hidden in the page: without scripts one selects and prints by the browser's own means.
 */
for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-copy], [data-print]"))) {
  button.hidden = false;
  button.addEventListener("click", () => void act(button));
}

/** @param {HTMLButtonElement} button */
async function act(button) {
  const { copy } = button.dataset;
  if (!copy) return window.print();
  const source = document.getElementById(copy);
  if (!source) return;
  button.querySelector("span")?.replaceChildren(word((await copied(source)) ? "copied" : "selected"));
}
