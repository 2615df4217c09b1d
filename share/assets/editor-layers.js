import { call } from "./api.js";
import { picture } from "./editor-steps.js";
import { word } from "./words.js";

/** @typedef {import("./editor-boxes.js").Layer} Layer */
/** @typedef {import("./editor-steps.js").Choice} Choice */

/**
 * One control of a layer: reads its value from the layer and writes it into a copy.
 * @typedef {{name: string, kind: "words" | "number" | "choice" | "colour" | "switch", get: (layer: Layer) => any, set: (layer: Layer, value: any) => void,
 *   choices?: () => Choice[], minimum?: number, maximum?: number, step?: number}} Field
 */

const blends = ["normal", "multiply", "screen", "overlay", "darken", "lighten", "soft_light", "hard_light", "difference"];

/** The list of layers, topmost first, and the form of the chosen one. */
export class LayerPanel {
  /**
   * @param {HTMLElement} list
   * @param {HTMLElement} form
   * @param {{choose: (id: string | null) => void, change: (layer: Layer, isDone: boolean) => void, arrange: (layers: Layer[]) => void}} deeds
   */
  constructor(list, form, deeds) {
    this.list = list;
    this.form = form;
    this.deeds = deeds;
    /** @type {Layer[]} */
    this.layers = [];
    /** @type {Choice[]} */
    this.pictures = [];
    /** @type {{family: string}[]} */
    this.fonts = [];
    this.made = "";
  }

  /** @param {string} url */
  async fetchFonts(url) {
    this.fonts = (await call("GET", url)).data;
  }

  /**
   * @param {Layer[]} layers
   * @param {string | null} chosen
   */
  show(layers, chosen) {
    this.layers = layers;
    this.list.replaceChildren(...layers.map((layer, place) => this.item(layer, place, chosen)).reverse());
    const layer = layers.find((layer) => layer.id === chosen);
    // The form of a layer stays as it is while one types in it.
    const name = layer ? `${layer.id} ${Object.keys(layer.text ?? {}).length}` : "";
    if (!layer || name !== this.made || !this.form.contains(document.activeElement)) {
      this.form.replaceChildren(...(layer ? fields(this, layer).map((field) => this.control(field, layer.id)) : []));
    }
    this.made = name;
  }

  /**
   * @param {Layer} layer
   * @param {number} place
   * @param {string | null} chosen
   */
  item(layer, place, chosen) {
    const item = document.createElement("li");
    item.className = "step";
    const head = document.createElement("div");
    head.className = "step-head";
    const name = document.createElement("button");
    name.type = "button";
    name.className = "step-name";
    name.textContent = title(layer);
    name.ariaPressed = String(layer.id === chosen);
    name.addEventListener("click", () => this.deeds.choose(layer.id === chosen ? null : layer.id));
    head.append(
      name,
      this.act("up", "layerUp", place, () => this.move(place, 1), place === this.layers.length - 1),
      this.act("down", "layerDown", place, () => this.move(place, -1), place === 0),
      this.act("cross", "layerRemove", place, () => this.deeds.arrange(this.layers.toSpliced(place, 1))),
    );
    item.append(head);
    return item;
  }

  /**
   * @param {string} icon
   * @param {string} name
   * @param {number} place
   * @param {() => void} act
   * @param {boolean} [isIdle]
   */
  act(icon, name, place, act, isIdle = false) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "tool";
    made.append(picture(icon));
    made.title = made.ariaLabel = word(name, { number: place + 1 });
    made.disabled = isIdle;
    made.addEventListener("click", act);
    return made;
  }

  /**
   * @param {number} place
   * @param {number} by
   */
  move(place, by) {
    const layers = [...this.layers];
    const [layer] = layers.splice(place, 1);
    layers.splice(place + by, 0, layer);
    this.deeds.arrange(layers);
  }

  /**
   * @param {Field} field
   * @param {string} id
   */
  control(field, id) {
    const row = document.createElement("div");
    row.className = "knob";
    const now = /** @type {Layer} */ (this.layers.find((layer) => layer.id === id));
    const label = document.createElement("label");
    label.htmlFor = `layer-${field.name}`;
    label.textContent = word(`layer_${field.name}`.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()));
    const input = element(field, field.get(now));
    input.id = label.htmlFor;
    const put = (/** @type {boolean} */ isDone) => {
      const layer = structuredClone(/** @type {Layer} */ (this.layers.find((layer) => layer.id === id)));
      field.set(layer, read(field, input));
      this.deeds.change(layer, isDone);
    };
    input.addEventListener("input", () => put(false));
    input.addEventListener("change", () => put(true));
    row.append(label, input);
    return row;
  }

  /**
   * A new layer in the middle of what is seen.
   * @param {string} kind
   * @param {import("./editor-view.js").View} view
   * @returns {Layer | null}
   */
  fresh(kind, view) {
    const isTall = kind === "vertical";
    const side = Math.min(view.width, view.height);
    const [width, height] = isTall ? [side * .2, side * .7] : kind === "text" ? [view.width * .7, view.height * .22] : [side * .4, side * .4];
    const box = {
      x: Math.round((view.width - width) / 2), y: Math.round((view.height - height) / 2), width: Math.round(width), height: Math.round(height),
    };
    const id = `${kind}-${Date.now().toString(36)}`;
    if (kind === "text" || isTall) return { id, box, text: wording(isTall) };
    if (kind === "image") {
      const [first] = this.pictures;
      return first ? { id, box, image: { id: first.value, fit: "contain" } } : null;
    }
    return { id, box, shape: { figure: kind, fill: { colour: "#ffcf33" } } };
  }
}

/** @param {boolean} isVertical */
function wording(isVertical) {
  const isChinese = isVertical || document.documentElement.lang.startsWith("zh");
  return {
    text: word(isVertical ? "layerVerticalSample" : "layerTextSample"), family: isChinese ? "Noto Sans CJK TC" : "Noto Sans", weight: 700,
    fit: { least: 4, most: 4000 }, align: "center", vertical_align: "middle", fill: { colour: "#ffffff" },
    outline: { width: .08, colour: "#1c1810" }, language: isChinese ? "zh-Hant" : "en", ...(isVertical && { vertical: true }),
  };
}

/** @param {Layer} layer */
function title(layer) {
  const words = layer.text?.text?.split("\n")[0].slice(0, 40);
  return words || word(layer.image ? "layerKindImage" : "layerKindShape");
}

/**
 * @param {LayerPanel} panel
 * @param {Layer} layer
 * @returns {Field[]}
 */
function fields(panel, layer) {
  const kind = layer.text ? texts(panel) : layer.image ? images(panel) : shapes();
  return [...kind,
    { name: "opacity", kind: "number", minimum: 0, maximum: 1, step: .01, get: (layer) => layer.opacity ?? 1, set: (layer, value) => { layer.opacity = value; } },
    { name: "blend", kind: "choice", choices: () => blends.map((blend) => ({ value: blend, label: word(`blend_${blend}`.replace(/_(\w)/g, (_, letter) => letter.toUpperCase())) })),
      get: (layer) => layer.blend ?? "normal", set: (layer, value) => { layer.blend = value; } },
  ];
}

/**
 * @param {LayerPanel} panel
 * @returns {Field[]}
 */
function texts(panel) {
  const choice = (/** @type {string} */ name, /** @type {string[]} */ values) => /** @type {Field} */ ({
    name, kind: "choice", choices: () => values.map((value) => ({ value, label: word(`layer${name[0].toUpperCase()}${name.slice(1)}${value[0].toUpperCase()}${value.slice(1)}`) })),
    get: (layer) => layer.text[name] ?? values[0], set: (layer, value) => { layer.text[name] = value; },
  });
  return [
    { name: "words", kind: "words", get: (layer) => layer.text.text, set: (layer, value) => { layer.text.text = value || " "; } },
    { name: "family", kind: "choice", choices: () => panel.fonts.map(({ family }) => ({ value: family, label: family })), get: (layer) => layer.text.family, set: (layer, value) => { layer.text.family = value; } },
    { name: "weight", kind: "number", minimum: 100, maximum: 900, step: 100, get: (layer) => layer.text.weight ?? 400, set: (layer, value) => { layer.text.weight = value; } },
    { name: "italic", kind: "switch", get: (layer) => layer.text.italic, set: (layer, value) => { layer.text.italic = value; } },
    { name: "colour", kind: "colour", get: (layer) => layer.text.fill?.colour?.slice(0, 7) ?? "#000000", set: (layer, value) => { layer.text.fill = { colour: value }; } },
    choice("align", ["start", "center", "end", "justify"]),
    { name: "line_spacing", kind: "number", minimum: .7, maximum: 2.5, step: .05, get: (layer) => layer.text.line_spacing ?? 1.2, set: (layer, value) => { layer.text.line_spacing = value; } },
    { name: "letter_spacing", kind: "number", minimum: -.1, maximum: 1, step: .01, get: (layer) => layer.text.letter_spacing ?? 0, set: (layer, value) => { layer.text.letter_spacing = value; } },
    { name: "outline", kind: "number", minimum: 0, maximum: .3, step: .01, get: (layer) => layer.text.outline?.width ?? 0,
      set: (layer, value) => { layer.text.outline = value < .005 ? undefined : { width: value, colour: layer.text.outline?.colour ?? "#1c1810" }; } },
    { name: "outline_colour", kind: "colour", get: (layer) => layer.text.outline?.colour?.slice(0, 7) ?? "#1c1810",
      set: (layer, value) => { if (layer.text.outline) layer.text.outline.colour = value; } },
    { name: "shadow", kind: "switch", get: (layer) => Boolean(layer.text.shadow),
      set: (layer, value) => { layer.text.shadow = value ? { colour: "#00000099", x: .03, y: .06, blur: .15 } : undefined; } },
    { name: "backing", kind: "choice", choices: () => ["none", "box", "rounded", "pill", "lines"].map((value) => ({ value, label: word(`layerBacking${value[0].toUpperCase()}${value.slice(1)}`) })),
      get: (layer) => layer.text.backing?.kind ?? "none",
      set: (layer, value) => { layer.text.backing = value === "none" ? undefined : { kind: value, colour: layer.text.backing?.colour ?? "#1c1810cc", padding: .3, radius: .25 }; } },
    { name: "backing_colour", kind: "colour", get: (layer) => layer.text.backing?.colour?.slice(0, 7) ?? "#1c1810",
      set: (layer, value) => { if (layer.text.backing) layer.text.backing.colour = value; } },
    { name: "arc", kind: "number", minimum: -360, maximum: 360, step: 5, get: (layer) => layer.text.arc ?? 0,
      set: (layer, value) => { if (!layer.text.vertical) layer.text.arc = value; } },
    { name: "vertical", kind: "switch", get: (layer) => layer.text.vertical, set: (layer, value) => { layer.text.vertical = value; if (value) layer.text.arc = 0; } },
  ];
}

/**
 * @param {LayerPanel} panel
 * @returns {Field[]}
 */
function images(panel) {
  return [
    { name: "image", kind: "choice", choices: () => panel.pictures, get: (layer) => layer.image.id, set: (layer, value) => { layer.image.id = value; } },
    { name: "fit", kind: "choice", choices: () => ["contain", "cover", "fill"].map((value) => ({ value, label: word(`layerFit${value[0].toUpperCase()}${value.slice(1)}`) })),
      get: (layer) => layer.image.fit ?? "cover", set: (layer, value) => { layer.image.fit = value; } },
    { name: "cut_out", kind: "switch", get: (layer) => layer.image.cut_out, set: (layer, value) => { layer.image.cut_out = value; } },
    { name: "corner_radius", kind: "number", minimum: 0, maximum: 500, step: 1, get: (layer) => layer.corner_radius ?? 0, set: (layer, value) => { layer.corner_radius = value; } },
  ];
}

/** @returns {Field[]} */
function shapes() {
  return [
    { name: "colour", kind: "colour", get: (layer) => layer.shape.fill?.colour?.slice(0, 7) ?? "#ffcf33", set: (layer, value) => { layer.shape.fill = { colour: value }; } },
    { name: "corner_radius", kind: "number", minimum: 0, maximum: 500, step: 1, get: (layer) => layer.corner_radius ?? 0, set: (layer, value) => { layer.corner_radius = value; } },
  ];
}

/**
 * @param {Field} field
 * @param {any} now
 * @returns {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement}
 */
function element(field, now) {
  if (field.kind === "words") {
    const area = document.createElement("textarea");
    area.rows = 2;
    area.maxLength = 2000;
    area.value = now;
    return area;
  }
  if (field.kind === "choice") {
    const select = document.createElement("select");
    select.append(...(field.choices?.() ?? []).map(({ value, label }) => new Option(label, value, false, value === now)));
    return select;
  }
  const input = document.createElement("input");
  input.type = { number: "range", colour: "color", switch: "checkbox" }[field.kind] ?? "text";
  if (field.kind === "switch") input.checked = Boolean(now);
  else {
    if (field.kind === "number") Object.assign(input, { min: String(field.minimum), max: String(field.maximum), step: String(field.step) });
    input.value = String(now);
  }
  return input;
}

/**
 * @param {Field} field
 * @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} input
 */
function read(field, input) {
  if (field.kind === "switch") return /** @type {HTMLInputElement} */ (input).checked;
  return field.kind === "number" ? Number(input.value) : input.value;
}
