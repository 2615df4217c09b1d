/** Keeps the page of a batch true: the server's own page is asked for again, and what changed is put in its place. */
const interval = 1500;

/** @returns {HTMLElement | null} */
function live() {
  return document.getElementById("batch-live");
}

/** Asks until every row has come to its end; what is being pressed or focused is not taken away. */
async function follow() {
  while (live()?.hasAttribute("data-active")) {
    await new Promise((resume) => setTimeout(resume, interval));
    if (document.hidden) continue;
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
    // Signed out, or erased: asking again changes nothing.
    if (answer && [401, 403, 404, 410].includes(answer.status)) return;
    if (!answer?.ok) continue;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("batch-live");
    const shown = live();
    if (!next || !shown || next.isEqualNode(shown)) continue;
    if (shown.contains(document.activeElement) && next.hasAttribute("data-active")) update(shown, next);
    else shown.replaceWith(document.adoptNode(next));
  }
}

/**
 * Puts all but the buttons in their places, for somebody whose focus is in there.
 * @param {HTMLElement} shown
 * @param {HTMLElement} next
 */
function update(shown, next) {
  for (const part of [".batch-bar", "#batch-state", ".batch-rows-done"]) {
    const [old, fresh] = [shown.querySelector(part), next.querySelector(part)];
    if (old && fresh && !old.isEqualNode(fresh) && !old.contains(document.activeElement)) old.replaceWith(document.adoptNode(fresh));
  }
}

void follow();
