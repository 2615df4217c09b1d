import { word } from "./words.js";

/** @typedef {import("./api.js").Job} Job */
/** @typedef {import("./api.js").Picture} Picture */

const thumbnailWidths = [320, 640];

/**
 * A copy of one of the page's templates.
 * @param {string} name
 * @returns {HTMLElement}
 */
export function fresh(name) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`${name}-template`));
  const copy = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  return /** @type {HTMLElement} */ (copy.firstElementChild);
}

/**
 * Brings a job's list of pictures, and of places where pictures will be, up to date; what is right already stays.
 * @param {HTMLElement} list
 * @param {Job} job
 * @param {boolean} isActive
 */
export function arrange(list, job, isActive) {
  list.dataset.count = String(job.n);
  list.dataset.shape = shape(job);
  const shown = new Set(Array.from(list.querySelectorAll(".picture"), (item) => /** @type {HTMLElement} */ (item).dataset.image));
  for (const image of job.images.filter((image) => !shown.has(image.id))) {
    list.insertBefore(picture(image, job), list.querySelector(".slot"));
    list.querySelector(".slot")?.remove();
  }
  const waiting = isActive ? job.n - job.images.length : 0;
  const slots = /** @type {HTMLElement[]} */ (Array.from(list.querySelectorAll(".slot")));
  while (slots.length > waiting) slots.pop()?.remove();
  while (slots.length < waiting) slots.push(list.appendChild(slot(job)));
  slots.forEach((item, place) => describe(item, job, place === 0));
}

/** @param {Job} job */
function shape(job) {
  const [width, height] = job.size.split("x").map(Number);
  if (width === height) return "square";
  if (width > height) return width >= height * 2 ? "wide" : "landscape";
  return height >= width * 2 ? "tall" : "portrait";
}

/**
 * @param {Picture} image
 * @param {Job} job
 */
function picture(image, job) {
  const item = fresh("picture");
  item.dataset.image = image.id;
  for (const link of item.querySelectorAll("a")) {
    if (link.dataset.format) link.href = `${image.url}?format=${link.dataset.format}&download=1`;
    else link.href += image.id;
  }
  const img = /** @type {HTMLImageElement} */ (item.querySelector("img"));
  img.width = image.width;
  img.height = image.height;
  img.alt = word("imageAlt", { number: image.index + 1, prompt: job.prompt });
  const widths = thumbnailWidths.filter((width) => width < image.width);
  img.srcset = [...widths.map((width) => `${image.url}?w=${width} ${width}w`), `${image.url} ${image.width}w`].join(", ");
  img.sizes = job.n === 1 ? `min(100vw, ${image.width}px)` : "(max-width: 56rem) 46vw, 32vw";
  img.src = image.url;
  return item;
}

/**
 * The place of a picture to come, of the picture's own shape.
 * @param {Job} job
 */
function slot(job) {
  const item = fresh("slot");
  const [width, height] = job.size.split("x");
  const frame = `<svg xmlns='http://www.w3.org/2000/svg' width='${width}' height='${height}'/>`;
  const img = /** @type {HTMLImageElement} */ (item.querySelector("img"));
  img.width = Number(width);
  img.height = Number(height);
  img.src = `data:image/svg+xml,${encodeURIComponent(frame)}`;
  return item;
}

/**
 * Shows how the picture that is being made looks so far, in the place where it will be; it goes with the place.
 * @param {HTMLElement} list
 * @param {string} source
 */
export function preview(list, source) {
  const place = list.querySelector(".slot");
  if (!place) return;
  const shown = /** @type {HTMLImageElement | null} */ (place.querySelector(".draft"));
  const img = shown ?? document.createElement("img");
  img.src = source;
  if (shown) return;
  img.className = "draft";
  img.alt = word("draft");
  place.querySelector(".frame")?.after(img);
}

/**
 * Says what happens in one place: the first is being drawn, the others wait.
 * @param {HTMLElement} item
 * @param {Job} job
 * @param {boolean} isFirst
 */
function describe(item, job, isFirst) {
  const isDrawn = isFirst && job.status === "running";
  const fraction = Math.max(0, job.progress * job.n - job.images.length);
  const percent = Math.min(99, Math.round(fraction * 100));
  const ring = /** @type {HTMLElement} */ (item.querySelector(".ring"));
  ring.hidden = !isDrawn;
  ring.setAttribute("aria-valuenow", String(percent));
  ring.querySelector(".ring-done")?.setAttribute("stroke-dasharray", `${percent} 100`);
  ring.querySelector("span")?.replaceChildren(`${percent} %`);
  item.querySelector("[data-part='stage']")?.replaceChildren(word(isDrawn ? job.stage ?? "running" : "waiting"));
}
