import { word } from "./words.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("composer"));
const prompt = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("prompt"));
const count = /** @type {HTMLInputElement} */ (form.elements.namedItem("n"));
const seed = /** @type {HTMLInputElement} */ (form.elements.namedItem("seed"));
const counter = /** @type {HTMLElement} */ (document.getElementById("prompt-count"));
/** What is not to be seen; there where a model takes it. */
const negative = /** @type {HTMLTextAreaElement | null} */ (form.elements.namedItem("negative_prompt"));
const limit = Number(counter.dataset.limit);
const largestSeed = 2_147_483_647;
const patientSeconds = 90;

/** @type {number | null} the seed of the last job, for whoever wants to keep it */
let lastSeed = null;

/**
 * The chosen radio of a group; every group has one.
 * @param {string} name
 */
function chosen(name) {
  return /** @type {HTMLInputElement} */ (form.querySelector(`input[name="${name}"]:checked`));
}

/** The prompt's length as the server counts it: Unicode scalars of the composed form. */
function length() {
  return [...prompt.value.trim().normalize("NFC")].length;
}

function images() {
  const number = Number.parseInt(count.value, 10) || 1;
  return Math.min(Number(count.max), Math.max(1, number));
}

function pixels() {
  const { width, height } = chosen("aspect_ratio").dataset;
  const factor = Number(chosen("resolution").dataset.factor);
  return `${Number(width) * factor} × ${Number(height) * factor}`;
}

/**
 * The value of a field that the form has at times only.
 * @param {string} name
 */
function extra(name) {
  return /** @type {HTMLInputElement | null} */ (form.elements.namedItem(name))?.value || undefined;
}

/** What the native API is asked for. */
export function order() {
  const common = { prompt: prompt.value, model: chosen("model").value, n: images(), seed: seed.value ? Number(seed.value) : undefined, images: extra("images")?.split(",") };
  // A picture that is changed keeps its shape.
  if (common.images && chosen("changes").value === "yes") return { task: "edit", ...common };
  return {
    task: "generate",
    ...common,
    aspect_ratio: chosen("aspect_ratio").value,
    resolution: chosen("resolution").value,
    style: chosen("style").value || undefined,
    negative_prompt: chosen("model").hasAttribute("data-negative") ? negative?.value.trim() || undefined : undefined,
    variation_of: extra("variation_of"),
  };
}

/** The settings in words, as they stand above the pictures. */
export function facts() {
  const style = chosen("style");
  return [chosen("model").dataset.name, pixels(), style.value && style.dataset.name].filter(Boolean).join(" · ");
}

/** Why the order cannot be sent yet, or null. */
export function complaint() {
  if (length() === 0) return word("promptEmpty");
  return length() > limit ? word("promptTooLong", { limit }) : null;
}

/**
 * Marks the prompt as the field at fault, or no longer.
 * @param {boolean} isWrong
 */
export function blame(isWrong) {
  prompt.setAttribute("aria-invalid", String(isWrong));
  if (isWrong) prompt.focus();
}

/**
 * Puts an example into the prompt.
 * @param {string} text
 */
export function write(text) {
  prompt.value = text;
  refresh();
  prompt.focus();
}

/** @param {number} used the seed of a job that was accepted */
export function remember(used) {
  lastSeed = used;
}

/** Price and time of the order, before it is sent. */
function terms() {
  const model = chosen("model").dataset;
  const credits = Number(model.credits) * images();
  const [oneK, twoK, fourK] = (model.seconds ?? "").split(" ").map(Number);
  const each = { 1: oneK, 2: twoK, 4: fourK }[chosen("resolution").dataset.factor ?? 1] ?? oneK;
  const seconds = Math.ceil(each * images());
  const time = seconds < patientSeconds ? word("seconds", { n: seconds }) : word("minutes", { n: Math.round(seconds / 60) });
  return `${credits ? word("credits", { n: credits }) : word("free")} · ${time}`;
}

/** Says what the settings amount to: length, pixels, price and time. */
function refresh() {
  offerStyles();
  offer("aspect_ratio", chosen("model").dataset.shapes);
  offer("resolution", chosen("model").dataset.resolutions);
  negative?.closest(".field")?.toggleAttribute("hidden", !chosen("model").hasAttribute("data-negative"));
  counter.textContent = word("count", { used: length(), limit });
  put("#pixels", pixels());
  put("[data-part=label]", word("create", { n: images() }));
  put("[data-part=terms]", terms());
  form.querySelector("[data-seed=surprise]")?.setAttribute("aria-pressed", String(!seed.value));
  form.querySelector("[data-seed=keep]")?.setAttribute("aria-pressed", String(seed.value !== ""));
}

/**
 * @param {string} place
 * @param {string} text
 */
function put(place, text) {
  form.querySelector(place)?.replaceChildren(text);
}

/** Offers the chosen model's styles only; the first radio leaves the style to the prompt. */
function offerStyles() {
  const offered = ["", ...(chosen("model").dataset.styles ?? "").split(" ")];
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[name=style]"));
  for (const radio of radios) radio.closest("label")?.toggleAttribute("hidden", !offered.includes(radio.value));
  if (!offered.includes(chosen("style").value)) radios[0].checked = true;
  form.querySelector("#styles")?.toggleAttribute("hidden", !chosen("model").dataset.styles);
}

/**
 * Offers of a group what the chosen model makes; without a list it makes all.
 * @param {string} name
 * @param {string | undefined} list
 */
function offer(name, list) {
  const radios = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(`input[name="${name}"]`));
  const offered = list?.split(" ");
  for (const radio of radios) radio.closest("label")?.toggleAttribute("hidden", offered !== undefined && !offered.includes(radio.value));
  if (offered && !offered.includes(chosen(name).value)) [...radios].filter((radio) => offered.includes(radio.value)).slice(0, 1).forEach((radio) => { radio.checked = true; });
}

form.noValidate = true;
form.addEventListener("input", () => {
  blame(false);
  refresh();
});
form.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("button");
  if (button?.type !== "button") return;
  if (button.dataset.step) count.value = String(images() + Number(button.dataset.step));
  if (button.dataset.seed === "surprise") seed.value = "";
  if (button.dataset.seed === "keep") seed.value ||= String(lastSeed ?? Math.floor(Math.random() * largestSeed));
  count.value = String(images());
  refresh();
});
prompt.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
});
refresh();
