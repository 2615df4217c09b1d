import { word } from "./words.js";

/**
 * A layer as the layer document has it; the editor changes its box and rotation here and the rest in its panel.
 * @typedef {{id: string, box: {x: number, y: number, width: number, height: number}, rotation?: number} & Record<string, any>} Layer
 */

const handles = ["nw", "n", "ne", "e", "se", "s", "sw", "w"];
const leastSide = 8;

/** The frames of layers over the picture: chosen, moved, stretched and turned by pointer, finger and keys. */
export class Boxes {
  /**
   * @param {HTMLElement} place lies over the picture, in its pixels
   * @param {import("./editor-view.js").View} view
   * @param {{choose: (id: string | null) => void, change: (layer: Layer, isDone: boolean) => void, remove: (id: string) => void}} deeds
   */
  constructor(place, view, deeds) {
    this.place = place;
    this.view = view;
    this.deeds = deeds;
    /** @type {string | null} */
    this.chosen = null;
    /** @type {Layer[]} */
    this.layers = [];
    /** @type {{layer: Layer, handle: string, from: {x: number, y: number}} | null} */
    this.grip = null;
    place.addEventListener("pointerdown", (event) => this.press(event));
    place.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) place.addEventListener(name, () => this.release());
    place.addEventListener("keydown", (event) => this.key(event));
    place.addEventListener("focusin", (event) => this.deeds.choose(this.id(event.target)));
  }

  /**
   * @param {Layer[]} layers
   * @param {string | null} chosen
   */
  show(layers, chosen) {
    this.layers = layers;
    this.chosen = chosen;
    const old = new Map(Array.from(this.place.children, (box) => [/** @type {HTMLElement} */ (box).dataset.layer, box]));
    layers.forEach((layer, number) => {
      const box = /** @type {HTMLElement} */ (old.get(layer.id) ?? this.fresh(layer));
      old.delete(layer.id);
      this.put(box, layer, number);
      // Moving a box in the document takes the focus from it.
      if (this.place.children[number] !== box) this.place.insertBefore(box, this.place.children[number] ?? null);
    });
    for (const box of old.values()) box.remove();
  }

  /** @param {Layer} layer */
  fresh(layer) {
    const box = document.createElement("div");
    box.className = "box";
    box.dataset.layer = layer.id;
    box.tabIndex = 0;
    box.setAttribute("role", "group");
    for (const handle of [...handles, "turn"]) {
      const grip = document.createElement("i");
      grip.dataset.handle = handle;
      box.append(grip);
    }
    return box;
  }

  /**
   * @param {HTMLElement} box
   * @param {Layer} layer
   * @param {number} number
   */
  put(box, layer, number) {
    const { x, y, width, height } = layer.box;
    Object.assign(box.style, {
      left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px`, rotate: `${layer.rotation ?? 0}deg`,
    });
    box.setAttribute("aria-label", word("layerName", { number: number + 1, name: layer.name ?? layer.id }));
    box.toggleAttribute("data-chosen", layer.id === this.chosen);
  }

  /** @param {EventTarget | null} target */
  id(target) {
    const box = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest?.(".box"));
    return box?.dataset.layer ?? null;
  }

  /** @param {PointerEvent} event */
  press(event) {
    const id = this.id(event.target);
    const layer = this.layers.find((layer) => layer.id === id);
    if (!layer || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    /** @type {HTMLElement} */ (this.place.querySelector(`[data-layer="${CSS.escape(layer.id)}"]`)).focus({ preventScroll: true });
    const handle = /** @type {HTMLElement} */ (event.target).dataset.handle ?? "move";
    this.grip = { layer: structuredClone(layer), handle, from: this.view.point(event) };
    this.place.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (!this.grip) return;
    event.stopPropagation();
    const now = this.view.point(event);
    this.deeds.change(dragged(this.grip, now, event.shiftKey), false);
  }

  release() {
    if (!this.grip) return;
    const moved = this.layers.find((layer) => layer.id === this.grip?.layer.id);
    this.grip = null;
    if (moved) this.deeds.change(moved, true);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const id = this.id(event.target);
    const layer = this.layers.find((layer) => layer.id === id);
    if (!layer) return;
    if (event.key === "Delete" || event.key === "Backspace") {
      event.preventDefault();
      return this.deeds.remove(layer.id);
    }
    if (event.key === "Escape") {
      event.preventDefault();
      this.view.frame.focus();
      return this.deeds.choose(null);
    }
    const step = event.shiftKey ? 10 : 1;
    /** @type {Record<string, [number, number]>} */
    const ways = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    const handle = event.altKey ? "se" : "move";
    this.deeds.change(dragged({ layer, handle, from: { x: 0, y: 0 } }, { x: way[0], y: way[1] }, false), true);
  }
}

/**
 * The layer once its handle has been dragged to a point.
 * @param {{layer: Layer, handle: string, from: {x: number, y: number}}} grip
 * @param {{x: number, y: number}} now
 * @param {boolean} isBound keeps the aspect, or turns by steps of 15 degrees
 * @returns {Layer}
 */
export function dragged({ layer, handle, from }, now, isBound) {
  const { x, y, width, height } = layer.box;
  const by = { x: now.x - from.x, y: now.y - from.y };
  if (handle === "move") return { ...layer, box: rounded({ x: x + by.x, y: y + by.y, width, height }) };
  const middle = { x: x + width / 2, y: y + height / 2 };
  if (handle === "turn") {
    const degrees = Math.atan2(now.y - middle.y, now.x - middle.x) * 180 / Math.PI + 90;
    const turned = isBound ? Math.round(degrees / 15) * 15 : Math.round(degrees);
    return { ...layer, rotation: ((turned + 540) % 360) - 180 };
  }
  // The pointer's way along the box's own sides; the side or corner opposite the handle stays where it is.
  const angle = (layer.rotation ?? 0) * Math.PI / 180;
  const along = { x: by.x * Math.cos(angle) + by.y * Math.sin(angle), y: by.y * Math.cos(angle) - by.x * Math.sin(angle) };
  const pull = { x: handle.includes("e") ? 1 : handle.includes("w") ? -1 : 0, y: handle.includes("s") ? 1 : handle.includes("n") ? -1 : 0 };
  let wide = Math.max(leastSide, width + pull.x * along.x);
  let high = Math.max(leastSide, height + pull.y * along.y);
  if (isBound && pull.x && pull.y) {
    const scale = Math.max(wide / width, high / height);
    [wide, high] = [width * scale, height * scale];
  }
  const shift = { x: pull.x * (wide - width) / 2, y: pull.y * (high - height) / 2 };
  const centre = {
    x: middle.x + shift.x * Math.cos(angle) - shift.y * Math.sin(angle),
    y: middle.y + shift.x * Math.sin(angle) + shift.y * Math.cos(angle),
  };
  return { ...layer, box: rounded({ x: centre.x - wide / 2, y: centre.y - high / 2, width: wide, height: high }) };
}

/** @param {Layer["box"]} box */
function rounded(box) {
  return {
    x: Math.round(box.x), y: Math.round(box.y), width: Math.max(leastSide, Math.round(box.width)), height: Math.max(leastSide, Math.round(box.height)),
  };
}
