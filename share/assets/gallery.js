import { word } from "./words.js";

/** Older images come by themselves when the reader nears the end; the link stays for whoever prefers it. */
const wall = /** @type {HTMLElement} */ (document.getElementById("wall"));
const pager = /** @type {HTMLElement} */ (document.getElementById("pager"));
const status = /** @type {HTMLElement} */ (document.getElementById("gallery-status"));

const nearing = new IntersectionObserver((entries) => {
  if (entries.some((entry) => entry.isIntersecting)) void loadOlder();
}, { rootMargin: "600px" });

function older() {
  return /** @type {HTMLAnchorElement | null} */ (pager.querySelector("[rel=next]"));
}

function watch() {
  const link = older();
  if (link) nearing.observe(link);
}

/** Takes the pictures of the next page into this one; when that fails the link remains and works. */
async function loadOlder() {
  const link = older();
  if (!link) return;
  nearing.unobserve(link);
  const answer = await fetch(link.href).catch(() => null);
  if (!answer?.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const items = [...page.querySelectorAll("#wall > li")];
  wall.append(...items);
  const next = page.querySelector("#pager [rel=next]");
  if (next) link.replaceWith(next);
  else link.remove();
  status.textContent = word("loaded", { n: items.length });
  watch();
}

watch();
