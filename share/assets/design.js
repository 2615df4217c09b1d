import { preview } from "./order-preview.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("order"));
const textPrefix = "text_";

/** Somebody the server does not know yet has no previews: the sample stands for them until their first picture. */
function order() {
  const fields = new FormData(form);
  /** @type {Record<string, string>} */
  const texts = {};
  for (const [name, value] of fields) {
    if (name.startsWith(textPrefix) && String(value).trim()) texts[name.slice(textPrefix.length)] = String(value);
  }
  const image = fields.get("image");
  return {
    task: "typeset", template: form.dataset.design, texts, palette: fields.get("palette"), aspect_ratio: fields.get("aspect_ratio"), resolution: "1K",
    ...(image && { images: [image] }),
  };
}

preview(form, order);
