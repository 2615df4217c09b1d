import { call, Problem, show } from "./api.js";
import { Boxes } from "./editor-boxes.js";
import { History } from "./editor-history.js";
import { LayerPanel } from "./editor-layers.js";
import { Mask } from "./editor-mask.js";
import { Previews } from "./editor-preview.js";
import { Saving } from "./editor-saving.js";
import { controls, Steps } from "./editor-steps.js";
import { View } from "./editor-view.js";
import { word } from "./words.js";

/** @typedef {import("./editor-steps.js").Entry} Entry */
/** @typedef {import("./editor-steps.js").Tool} Tool */
/** @typedef {import("./editor-boxes.js").Layer} Layer */
/** @typedef {{entries: Entry[], layers: Layer[]}} Work */

const image = word("editorImage");
const part = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const deed = (/** @type {string} */ name) => /** @type {HTMLButtonElement} */ (document.querySelector(`[data-do="${name}"]`));
const sheet = part("sheet");
const shown = /** @type {HTMLImageElement} */ (part("shown"));
const original = shown.src;
const frame = part("window");

/** @type {Map<string, Tool>} */
const tools = new Map();
/** @type {string | null} */
let chosen = null;

const view = new View(frame, sheet, (zoom) => {
  document.querySelector("[data-part='zoom']")?.replaceChildren(`${Math.round(zoom * 100)} %`);
});
view.resize(Number(sheet.dataset.width), Number(sheet.dataset.height));

const mask = new Mask(/** @type {HTMLCanvasElement} */ (part("mask")), view, () => {});
mask.resize(view.width, view.height);

const work = new History(/** @type {Work} */ ({ entries: [], layers: [] }), render);

const steps = new Steps(part("steps"), tools, {
  changed: (entries, isDone) => put({ ...work.now, entries }, isDone),
  mark: marked,
  box: boxed,
});

const boxes = new Boxes(part("boxes"), view, {
  choose: (id) => { chosen = id; renderLayers(work.now); },
  change: (layer, isDone) => put(withLayer(layer), isDone),
  remove: (id) => put({ ...work.now, layers: work.now.layers.filter((layer) => layer.id !== id) }, true),
});

const layers = new LayerPanel(part("layers"), part("layer-form"), {
  choose: (id) => { chosen = id; renderLayers(work.now); },
  change: (layer, isDone) => put(withLayer(layer), isDone),
  arrange: (layers) => put({ ...work.now, layers }, true),
});

const previews = new Previews(word("editorPreviews"), {
  show: (preview) => {
    shown.src = preview.picture;
    view.resize(preview.width, preview.height);
    mask.resize(preview.width, preview.height);
    tell(preview.notes.map((note) => note.detail).join(" "));
  },
  refuse: (problem) => show(part("problem"), problem),
  busy: (isBusy) => part("working").replaceChildren(isBusy ? word("editorWorking") : ""),
});

const saving = new Saving(part("outcome"), deed("save"), (problem) => show(part("problem"), problem));

/**
 * Takes a new state in: for good, or only to be seen while a slider or a box is being pulled.
 * @param {Work} next
 * @param {boolean} isDone
 */
function put(next, isDone) {
  if (isDone) return work.keep(next);
  boxes.show(next.layers, chosen);
  preview(next);
}

/** @param {Work} now */
function render(now) {
  steps.show(now.entries);
  renderLayers(now);
  part("no-steps").hidden = now.entries.length > 0;
  deed("undo").disabled = !work.canUndo;
  deed("redo").disabled = !work.canRedo;
  deed("save").disabled = !order(now);
  preview(now);
}

/** @param {Work} now */
function renderLayers(now) {
  if (!now.layers.some((layer) => layer.id === chosen)) chosen = null;
  boxes.show(now.layers, chosen);
  layers.show(now.layers, chosen);
}

/** @param {Layer} layer */
function withLayer(layer) {
  const now = work.now;
  return { ...now, layers: now.layers.map((other) => (other.id === layer.id ? layer : other)) };
}

/**
 * The work as it is ordered; null when there is none.
 * @param {Work} now
 */
function order({ entries, layers }) {
  const steps = entries.filter((entry) => entry.isOn).map((entry) => entry.step);
  if (steps.length > 0) return { task: "edit", images: [image], steps, ...(layers.length > 0 && { layers }) };
  if (layers.length === 0) return null;
  const canvas = { width: Number(sheet.dataset.width), height: Number(sheet.dataset.height), background: { image } };
  return { task: "typeset", document: { version: 1, canvas, layers } };
}

/** @param {Work} now */
function preview(now) {
  const work = order(now);
  if (work) return previews.ask(work);
  previews.drop();
  shown.src = original;
  view.resize(Number(sheet.dataset.width), Number(sheet.dataset.height));
  mask.resize(view.width, view.height);
}

/** @param {string} text */
function tell(text) {
  part("read").textContent = text;
}

// What is marked on the picture

/** Uploads what is marked, once, and names it as a step's mask; null when nothing is marked. */
async function marked() {
  if (mask.isEmpty) {
    tell(word("editorNothingMarked"));
    open("mask-panel");
    return null;
  }
  const body = new FormData();
  body.append("file", await mask.file(), "mask.png");
  const answer = await fetch(`${word("editorUploads")}?use=mask`, { method: "POST", body, headers: { "Accept-Language": document.documentElement.lang } });
  const json = await answer.json().catch(() => null);
  if (!answer.ok) {
    show(part("problem"), new Problem(json ?? { title: word("offlineTitle"), detail: word("offlineDetail") }));
    return null;
  }
  return { image: json.data[0].id };
}

/** The box around what is marked, in fractions of the sides; null when nothing is marked. */
function boxed() {
  const box = mask.bounds();
  if (!box) {
    tell(word("editorNothingMarked"));
    open("mask-panel");
  }
  return box;
}

/** @param {string} id of a panel */
function open(id) {
  const panel = /** @type {HTMLDetailsElement} */ (part(id));
  panel.open = true;
  panel.scrollIntoView({ block: "nearest" });
}

for (const chip of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-mask]"))) {
  chip.addEventListener("click", () => {
    const name = chip.dataset.mask ?? "";
    if (name === "clear") mask.clear();
    else if (name === "invert") mask.invert();
    else if (name === "subject") void takeSubject();
    else {
      const isOn = mask.tool !== name;
      mask.tool = isOn ? /** @type {import("./editor-mask.js").Tool} */ (name) : null;
      frame.toggleAttribute("data-tool", isOn);
      for (const other of document.querySelectorAll("[data-mask][aria-pressed]")) other.ariaPressed = String(other === chip && isOn);
    }
  });
}
// Leaving the panel puts the brush down, so that the picture can be moved again.
part("mask-panel").addEventListener("toggle", (event) => {
  if (/** @type {HTMLDetailsElement} */ (event.target).open || !mask.tool) return;
  /** @type {HTMLButtonElement | null} */ (document.querySelector(`[data-mask="${mask.tool}"]`))?.click();
});

const size = /** @type {HTMLInputElement} */ (part("brush-size"));
size.addEventListener("input", () => {
  mask.radius = Number(size.value);
  part("brush-size-told").textContent = `${size.value} px`;
});
size.value = String(Math.max(4, Math.round(Math.max(view.width, view.height) / 40)));
size.max = String(Math.max(40, Math.round(Math.max(view.width, view.height) / 4)));
size.dispatchEvent(new Event("input"));

/** Marks what stands out from its background. */
async function takeSubject() {
  part("working").textContent = word("editorWorking");
  try {
    const found = await call("POST", word("editorPreviews"), {
      task: "edit", images: [image], steps: [...(order(work.now)?.steps ?? []), { tool: "remove_background" }],
    });
    const picture = new Image();
    picture.src = found.picture;
    await picture.decode();
    mask.take(picture);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    show(part("problem"), problem);
  } finally {
    part("working").textContent = "";
  }
}

// Tools

/** @param {Tool} tool */
async function use(tool) {
  /** @type {Entry["step"]} */
  const step = { tool: tool.tool };
  for (const knob of tool.knobs) if (knob.default !== undefined && knob.default !== null) step[knob.name] = knob.default;
  if (tool.mask === "required" || tool.mask === "optional" && !mask.isEmpty) {
    const found = await marked();
    if (!found) return;
    step.mask = found;
    mask.clear();
  }
  for (const knob of tool.knobs.filter((knob) => knob.kind === "box")) {
    const box = mask.isEmpty ? null : mask.bounds();
    if (box) {
      step[knob.name] = box;
      mask.clear();
    }
  }
  if (tool.tool === "crop" && !step.box) step.aspect = "1:1";
  if (tool.tool === "paste" && !step.box) step.box = { x: .25, y: .25, width: .5, height: .5 };
  if (tool.tool === "curves") step.points = [[0, 0], [64, 52], [192, 204], [255, 255]];
  if (tool.tool === "recolour") step.colour = "#e8b400";
  if (tool.tool === "replace_background") step.colour = "#ffffff";
  if (tool.tool === "resize") step.factor = .5;
  if (tool.tool === "straighten") step.angle = 0;
  if (tool.knobs.some((knob) => knob.kind === "picture") && tool.tool === "paste") step.image = steps.pictures[0]?.value ?? image;
  steps.open = work.now.entries.length;
  put({ ...work.now, entries: [...work.now.entries, { step, isOn: true }] }, true);
  open("steps-panel");
}

async function fetchTools() {
  const { data } = await call("GET", word("editorTools"));
  /** @type {Map<string, HTMLElement>} */
  const groups = new Map();
  for (const tool of /** @type {Tool[]} */ (data.map(controls))) {
    tools.set(tool.tool, tool);
    const chip = document.createElement("button");
    chip.type = "button";
    chip.className = "chip";
    chip.textContent = tool.name;
    chip.addEventListener("click", () => void use(tool));
    if (!groups.has(tool.group)) {
      const group = document.createElement("section");
      const title = document.createElement("h3");
      title.textContent = tool.group_name;
      const chips = document.createElement("div");
      chips.className = "chips";
      group.append(title, chips);
      groups.set(tool.group, group);
      part("toolbox").append(group);
    }
    groups.get(tool.group)?.lastElementChild?.append(chip);
  }
  for (const name of ["erase", "blur", "pixelate_faces"]) {
    const tool = tools.get(name);
    if (!tool || tool.mask === "none") continue;
    const act = document.createElement("button");
    act.type = "button";
    act.className = "quiet";
    act.textContent = word("editorWithMask", { tool: tool.name });
    act.addEventListener("click", () => void use(tool));
    part("with-mask").append(act);
  }
}

/** The person's newest pictures, for steps and layers that show another one. */
async function fetchPictures() {
  const { data } = await call("GET", `${word("editorGallery")}?limit=24`);
  steps.pictures = data.map((/** @type {{id: string, prompt?: string, name?: string}} */ picture) => ({
    value: picture.id, label: (picture.name ?? picture.prompt ?? picture.id).slice(0, 60),
  }));
  layers.pictures = steps.pictures;
}

// Words

const say = /** @type {HTMLFormElement} */ (part("say"));
say.addEventListener("submit", (event) => {
  event.preventDefault();
  void understand();
});

async function understand() {
  const field = /** @type {HTMLTextAreaElement} */ (part("instruction"));
  try {
    const reading = await call("POST", word("editorReading"), { prompt: field.value, size: `${Math.round(view.width)}x${Math.round(view.height)}` });
    if (reading.steps.length === 0) return tell(word("editorNotUnderstood", { words: reading.nearest_names.join(", ") }));
    const entries = [...work.now.entries, ...reading.steps.map((/** @type {Entry["step"]} */ step) => ({ step, isOn: true }))];
    tell(reading.not_understood.length ? word("editorPartly", { words: reading.not_understood.join(", ") }) : "");
    show(part("problem"), null);
    field.value = "";
    put({ ...work.now, entries }, true);
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    show(part("problem"), problem);
  }
}

// The bar and the keys

/** @type {Record<string, () => void>} */
const deeds = {
  undo: () => work.move(-1),
  redo: () => work.move(1),
  "zoom-in": () => view.zoomTo(view.zoom * 1.25),
  "zoom-out": () => view.zoomTo(view.zoom / 1.25),
  fit: () => view.fit(),
  compare: () => compare(deed("compare").ariaPressed !== "true"),
  save: () => {
    const wanted = order(work.now);
    if (wanted) void saving.save(word("editorJobs"), wanted);
  },
};
for (const [name, act] of Object.entries(deeds)) deed(name).addEventListener("click", act);

/** @param {boolean} isOn shows the picture as it was */
function compare(isOn) {
  deed("compare").ariaPressed = String(isOn);
  if (!isOn) return preview(work.now);
  shown.src = original;
  view.resize(Number(sheet.dataset.width), Number(sheet.dataset.height));
}

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const isWriting = /** @type {Element} */ (event.target).matches?.("input:not([type='range']), textarea");
  if (event.key.toLowerCase() === "z" && !isWriting) {
    event.preventDefault();
    if (mask.tool && !event.shiftKey && mask.undo()) return;
    work.move(event.shiftKey ? 1 : -1);
  } else if (event.key.toLowerCase() === "y" && !isWriting) {
    event.preventDefault();
    work.move(1);
  } else if (event.key.toLowerCase() === "s") {
    event.preventDefault();
    deed("save").click();
  }
});

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-add]"))) {
  button.addEventListener("click", () => {
    const layer = layers.fresh(button.dataset.add ?? "text", view);
    if (!layer) return;
    chosen = layer.id;
    put({ ...work.now, layers: [...work.now.layers, layer] }, true);
    /** @type {HTMLElement | null} */ (part("layer-form").querySelector("textarea, input"))?.focus();
  });
}

addEventListener("beforeunload", (event) => {
  const wanted = order(work.now);
  if (wanted && !saving.isSaved(wanted)) event.preventDefault();
});

void Promise.all([fetchTools(), fetchPictures(), layers.fetchFonts(word("editorFonts"))])
  .then(() => render(work.now))
  .catch((problem) => show(part("problem"), problem));
