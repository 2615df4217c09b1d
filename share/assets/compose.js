import { preview } from "./order-preview.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("order"));
const spaces = { none: 0, narrow: .015, medium: .03, wide: .06 };
/** Ids in the order in which they were chosen. @type {string[]} */
let chosen = [];

function arrange() {
  const picks = /** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll(".pick input"));
  const ticked = Array.from(picks).filter((pick) => pick.checked).map((pick) => pick.value);
  chosen = [...chosen.filter((id) => ticked.includes(id)), ...ticked.filter((id) => !chosen.includes(id))];
  for (const pick of picks) {
    const label = /** @type {HTMLElement} */ (pick.parentElement);
    const place = chosen.indexOf(pick.value);
    if (place < 0) delete label.dataset.place;
    else label.dataset.place = String(place + 1);
    pick.disabled = !pick.checked && chosen.length >= Number(form.dataset.most);
  }
  /** @type {HTMLInputElement} */ (form.elements.namedItem("order")).value = chosen.join(",");
  const fields = new FormData(form);
  /** @type {HTMLElement} */ (document.getElementById("labels")).hidden = fields.get("layout") !== "before_after";
}

function order() {
  arrange();
  if (chosen.length === 0) return null;
  const fields = new FormData(form);
  const share = (/** @type {string} */ name) => spaces[/** @type {keyof typeof spaces} */ (fields.get(name))] ?? 0;
  const labels = [String(fields.get("first_label") ?? ""), String(fields.get("second_label") ?? "")];
  const kind = fields.get("layout");
  const aspect = fields.get("aspect_ratio");
  return {
    task: "compose", images: chosen, resolution: "1K", ...(aspect && { aspect_ratio: aspect }),
    layout: {
      kind, gutter: share("space"), margin: share("space"), corner_radius: share("corners") * 2, ...(fields.get("shadow") === "on" && { shadow: true }),
      background: { colour: fields.get("colour") }, ...(kind === "before_after" && labels.some(Boolean) && { labels }),
    },
  };
}

const ask = preview(form, order);
arrange();
ask();
