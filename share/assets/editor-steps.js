import { curve } from "./editor-curve.js";
import { word } from "./words.js";

/**
 * A tool with its controls.
 * @typedef {{value: string, label: string}} Choice
 * @typedef {{name: string, label: string, kind: "number" | "choice" | "colour" | "switch" | "picture" | "curve" | "mask" | "box", minimum?: number, maximum?: number, step?: number,
 *   default?: any, choices?: Choice[]}} Knob
 * @typedef {{tool: string, name: string, group: string, group_name: string, mask: "none" | "optional" | "required", knobs: Knob[]}} Tool
 */

/** A step of the list: what the server is told, and whether it counts at the moment.
 * @typedef {{step: {tool: string} & Record<string, any>, isOn: boolean}} Entry
 */

/**
 * What `GET /api/darkroom/tools` tells of a tool, in the page's language.
 * @typedef {{member: string, name: string, kind: string, least?: number, most?: number, words?: Choice[], standard?: any, required: boolean}} Member
 * @param {{tool: string, name: string, group: string, group_name: string, mask: Tool["mask"], members: Member[]}} tool
 * @returns {Tool}
 */
export function controls(tool) {
  return { ...tool, knobs: tool.members.filter((member) => member.member !== "seed" && member.member !== "unit").map(knob) };
}

const kinds = { whole: "number", word: "choice", flag: "switch", fill: "choice", aspect: "choice", image: "picture" };
const aspects = ["1:1", "4:3", "3:4", "3:2", "2:3", "16:9", "9:16", "21:9"];
const grounds = ["#ffffff", "#000000"];

/**
 * @param {Member} member
 * @returns {Knob}
 */
function knob(member) {
  const kind = /** @type {Knob["kind"]} */ (kinds[/** @type {keyof kinds} */ (member.kind)] ?? member.kind);
  const range = (member.most ?? 100) - (member.least ?? 0);
  const plain = (/** @type {string[]} */ values) => values.map((value) => ({ value, label: value }));
  const choices = member.kind === "aspect" ? [{ value: "", label: "–" }, ...plain(aspects)]
    : [...member.words ?? [], ...(member.kind === "fill" ? plain(grounds) : [])];
  return {
    name: member.member, label: member.name, kind, choices, minimum: member.least, maximum: member.most, default: member.standard,
    step: member.kind === "whole" || range > 20 ? 1 : .05,
  };
}

/** The list of steps: opened, tuned, moved, switched off and taken out. */
export class Steps {
  /**
   * @param {HTMLElement} list
   * @param {Map<string, Tool>} tools
   * @param {{changed: (entries: Entry[], isDone: boolean) => void, mark: () => Promise<object | null>, box: () => object | null}} deeds
   *   `mark` and `box` tell what is marked on the picture, as a mask and as the box around it; null when nothing is
   */
  constructor(list, tools, deeds) {
    this.list = list;
    this.tools = tools;
    this.deeds = deeds;
    /** @type {Entry[]} */
    this.entries = [];
    /** Which one is being tuned. */
    this.open = -1;
    /** @type {Choice[]} pictures that a step may name */
    this.pictures = [];
  }

  /** @param {Entry[]} entries */
  show(entries) {
    this.entries = entries;
    const focused = this.focus();
    this.list.replaceChildren(...entries.map((entry, place) => this.item(entry, place)));
    if (focused) /** @type {HTMLElement | null} */ (this.list.querySelector(focused))?.focus();
  }

  /** Where the focus is, to put it back once the list has been made anew. */
  focus() {
    const held = /** @type {HTMLElement | null} */ (document.activeElement?.closest?.("[data-focus]"));
    return held && this.list.contains(held) ? `[data-focus="${CSS.escape(held.dataset.focus ?? "")}"]` : null;
  }

  /**
   * @param {Entry} entry
   * @param {number} place
   */
  item(entry, place) {
    const item = document.createElement("li");
    item.className = "step";
    item.toggleAttribute("data-off", !entry.isOn);
    const head = document.createElement("div");
    head.className = "step-head";
    const name = button("step-name", `name-${place}`, this.caption(entry.step), () => {
      this.open = this.open === place ? -1 : place;
      this.show(this.entries);
    });
    name.ariaExpanded = String(this.open === place);
    head.append(
      name,
      this.act("eye", place, entry.isOn ? "stepHide" : "stepShow", () => this.edit(place, { ...entry, isOn: !entry.isOn })),
      this.act("up", place, "stepUp", () => this.move(place, -1), place === 0),
      this.act("down", place, "stepDown", () => this.move(place, 1), place === this.entries.length - 1),
      this.act("cross", place, "stepRemove", () => this.remove(place)),
    );
    item.append(head);
    if (this.open === place) item.append(this.form(entry, place));
    return item;
  }

  /** @param {Entry["step"]} step */
  caption(step) {
    const tool = this.tools.get(step.tool);
    const told = tool?.knobs.filter((knob) => knob.kind === "number" && step[knob.name] !== undefined).slice(0, 1) ?? [];
    const amounts = told.map((knob) => signed(step[knob.name], knob)).join(" · ");
    const part = step.mask ? ` · ${word("stepPart")}` : "";
    return `${tool?.name ?? step.tool}${amounts && ` ${amounts}`}${part}`;
  }

  /**
   * @param {string} icon
   * @param {number} place
   * @param {string} name
   * @param {() => void} act
   * @param {boolean} [isIdle]
   */
  act(icon, place, name, act, isIdle = false) {
    const made = button("tool", `${icon}-${place}`, "", act);
    made.append(picture(icon));
    made.title = made.ariaLabel = word(name, { number: place + 1 });
    made.disabled = isIdle;
    return made;
  }

  /**
   * @param {Entry} entry
   * @param {number} place
   */
  form(entry, place) {
    const form = document.createElement("div");
    form.className = "step-form";
    const knobs = this.tools.get(entry.step.tool)?.knobs ?? [];
    form.append(...knobs.map((knob) => this.knob(knob, entry, place)));
    if (knobs.length === 0) form.append(word("stepNothing"));
    return form;
  }

  /**
   * @param {Knob} knob
   * @param {Entry} entry
   * @param {number} place
   */
  knob(knob, entry, place) {
    const row = document.createElement("div");
    row.className = "knob";
    const put = (/** @type {any} */ now, isDone = true) => {
      const step = { ...entry.step, [knob.name]: now };
      if (now === null || now === "") delete step[knob.name];
      this.edit(place, { ...entry, step }, isDone);
    };
    const now = entry.step[knob.name];
    if (knob.kind === "mask" || knob.kind === "box") row.append(knob.label, this.marks(knob, now, place, put));
    else if (knob.kind === "curve") {
      const points = (now ?? [[0, 0], [255, 255]]).map((/** @type {number[]} */ [x, y]) => ({ x, y }));
      row.append(knob.label, curve(points, (points, isDone) => put(points.map(({ x, y }) => [x, y]), isDone)));
    } else this.plain(row, knob, now ?? knob.default, place, put);
    return row;
  }

  /**
   * @param {HTMLElement} row
   * @param {Knob} knob
   * @param {any} now
   * @param {number} place
   * @param {(now: any, isDone?: boolean) => void} put
   */
  plain(row, knob, now, place, put) {
    const id = `knob-${place}-${knob.name}`;
    const label = document.createElement("label");
    label.htmlFor = id;
    label.textContent = knob.label;
    const input = control(knob, now, this.pictures);
    input.id = id;
    input.dataset.focus = id;
    const output = document.createElement("output");
    output.htmlFor.add(id);
    const tell = () => { output.textContent = knob.kind === "number" ? signed(Number(input.value), knob) : ""; };
    input.addEventListener("input", () => { tell(); put(value(knob, input), false); });
    input.addEventListener("change", () => put(value(knob, input)));
    tell();
    row.append(label, output, input);
  }

  /**
   * Where a step works: everywhere, on what is marked on the picture, or on what stands out.
   * @param {Knob} knob
   * @param {any} now
   * @param {number} place
   * @param {(now: any) => void} put
   */
  marks(knob, now, place, put) {
    const row = document.createElement("div");
    row.className = "row";
    const chip = (/** @type {string} */ name, /** @type {boolean} */ isOn, /** @type {() => void} */ act) => {
      const made = button("chip", `${name}-${place}-${knob.name}`, word(name), act);
      made.ariaPressed = String(isOn);
      return made;
    };
    if (knob.kind === "box") {
      row.append(chip("stepMarked", Boolean(now), () => put(this.deeds.box())));
      return row;
    }
    row.append(
      chip("stepWhole", !now, () => put(null)),
      chip("stepMarked", Boolean(now?.image), () => void this.deeds.mark().then((mask) => { if (mask) put(mask); })),
      chip("stepSubject", Boolean(now?.subject), () => put({ subject: true })),
    );
    if (now) row.append(chip("stepInvert", Boolean(now.invert), () => put({ ...now, invert: !now.invert })));
    return row;
  }

  /**
   * @param {number} place
   * @param {Entry} entry
   * @param {boolean} [isDone] false while a slider is being pulled
   */
  edit(place, entry, isDone = true) {
    this.deeds.changed(this.entries.with(place, entry), isDone);
  }

  /**
   * @param {number} place
   * @param {number} by
   */
  move(place, by) {
    const entries = [...this.entries];
    const [entry] = entries.splice(place, 1);
    entries.splice(place + by, 0, entry);
    if (this.open === place) this.open = place + by;
    this.deeds.changed(entries, true);
  }

  /** @param {number} place */
  remove(place) {
    this.open = -1;
    this.deeds.changed(this.entries.toSpliced(place, 1), true);
  }
}

/**
 * @param {string} name
 * @param {string} focus
 * @param {string} text
 * @param {() => void} act
 */
function button(name, focus, text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = name;
  made.dataset.focus = focus;
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

/** @param {string} name of a symbol on the page */
export function picture(name) {
  const space = "http://www.w3.org/2000/svg";
  const icon = document.createElementNS(space, "svg");
  icon.setAttribute("class", "icon");
  icon.setAttribute("aria-hidden", "true");
  icon.append(document.createElementNS(space, "use"));
  icon.firstElementChild?.setAttribute("href", `#i-${name}`);
  return icon;
}

/**
 * @param {Knob} knob
 * @param {any} now
 * @param {Choice[]} pictures
 * @returns {HTMLInputElement | HTMLSelectElement}
 */
function control(knob, now, pictures) {
  if (knob.kind === "choice" || knob.kind === "picture") {
    const select = document.createElement("select");
    const choices = knob.kind === "picture" ? pictures : knob.choices ?? [];
    select.append(...choices.map(({ value, label }) => new Option(label, value, false, value === now)));
    return select;
  }
  const input = document.createElement("input");
  if (knob.kind === "switch") {
    input.type = "checkbox";
    input.checked = Boolean(now);
  } else if (knob.kind === "colour") {
    input.type = "color";
    input.value = now ?? "#ffffff";
  } else {
    input.type = "range";
    input.min = String(knob.minimum);
    input.max = String(knob.maximum);
    input.step = String(knob.step ?? 1);
    input.value = String(now ?? 0);
  }
  return input;
}

/**
 * @param {Knob} knob
 * @param {HTMLInputElement | HTMLSelectElement} input
 */
function value(knob, input) {
  if (knob.kind === "switch") return /** @type {HTMLInputElement} */ (input).checked;
  return knob.kind === "number" ? Number(input.value) : input.value;
}

/**
 * @param {number} number
 * @param {Knob} knob
 */
function signed(number, knob) {
  const isSigned = (knob.minimum ?? 0) < 0;
  return new Intl.NumberFormat(document.documentElement.lang, { signDisplay: isSigned ? "exceptZero" : "auto", maximumFractionDigits: 2 }).format(number);
}
