import { show } from "./api.js";
import { Previews } from "./editor-preview.js";

/**
 * Shows what a form would make, as it changes.
 * @param {HTMLFormElement} form
 * @param {() => object | null} order what the form asks for; null when that is not enough for a picture
 */
export function preview(form, order) {
  const url = form.dataset.previewsUrl;
  if (!url) return () => {};
  const picture = /** @type {HTMLImageElement} */ (document.getElementById("preview"));
  const blank = document.getElementById("no-preview");
  const problem = /** @type {HTMLElement} */ (document.getElementById("problem"));
  const previews = new Previews(url, {
    show: (made) => {
      picture.src = made.picture;
      picture.hidden = false;
      if (blank) blank.hidden = true;
    },
    refuse: (refusal) => show(problem, refusal),
    busy: (isBusy) => { /** @type {HTMLElement} */ (picture.parentElement).ariaBusy = String(isBusy); },
  });
  const ask = () => {
    const wanted = order();
    if (wanted) return previews.ask(wanted);
    previews.drop();
  };
  form.addEventListener("input", ask);
  return ask;
}
