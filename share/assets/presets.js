import { call } from "./api.js";
import { write } from "./composer.js";

/** @typedef {{id: string, category_name: string, name: string, prompt: string, aspect_ratio: string}} Preset */

const place = /** @type {HTMLElement} */ (document.getElementById("presets"));

/** @type {Promise<Preset[]> | null} */
let asked = null;

/** @returns {Promise<Preset[]>} */
function presets() {
  asked ??= call("GET", place.dataset.url ?? "").then((list) => list.data);
  return asked;
}

/**
 * Shows all presets, or fills the prompt with the one that a link stands for; where the network is silent, the link is followed.
 * @param {HTMLAnchorElement} link
 */
export async function take(link) {
  try {
    const all = await presets();
    const preset = all.find((each) => each.id === link.dataset.preset);
    if (preset) fill(preset); else toggle(all);
  } catch {
    asked = null;
    location.assign(link.href);
  }
}

/** @param {Preset} preset */
function fill(preset) {
  const shape = document.querySelector(`input[name="aspect_ratio"][value="${preset.aspect_ratio}"]`);
  if (shape instanceof HTMLInputElement) shape.checked = true;
  close();
  write(preset.prompt);
}

/** @param {Preset[]} all */
function toggle(all) {
  if (close()) return;
  const names = [...new Set(all.map((preset) => preset.category_name))];
  place.append(...names.flatMap((name) => group(name, all.filter((preset) => preset.category_name === name))));
}

/** Takes the list away, if it is there. */
function close() {
  const shown = place.querySelectorAll("p, ul");
  for (const element of shown) element.remove();
  return shown.length > 0;
}

/**
 * @param {string} name
 * @param {Preset[]} presets
 */
function group(name, presets) {
  const [title, list] = [document.createElement("p"), document.createElement("ul")];
  title.className = "label";
  title.textContent = name;
  list.append(...presets.map((preset) => {
    const [item, link] = [document.createElement("li"), document.createElement("a")];
    link.href = (place.dataset.stem ?? "") + preset.id;
    link.dataset.preset = preset.id;
    link.textContent = preset.name;
    item.append(link);
    return item;
  }));
  return [title, list];
}
