import { word } from "./words.js";

/** @typedef {{x: number, y: number}} Point of a tone curve, both from 0 to 255 */

const space = "http://www.w3.org/2000/svg";

/**
 * A tone curve to be drawn: points are dragged or moved by arrow keys, added by a click and taken out by Delete.
 * @param {Point[]} points
 * @param {(points: Point[], isDone: boolean) => void} changed
 * @returns {SVGSVGElement}
 */
export function curve(points, changed) {
  const field = document.createElementNS(space, "svg");
  field.setAttribute("viewBox", "0 0 255 255");
  field.setAttribute("class", "curve");
  field.setAttribute("role", "group");
  field.setAttribute("aria-label", word("curve"));
  let now = points.map((point) => ({ ...point }));
  let held = -1;

  const draw = () => {
    const line = document.createElementNS(space, "polyline");
    line.setAttribute("points", now.map(({ x, y }) => `${x},${255 - y}`).join(" "));
    const dots = now.map(({ x, y }, number) => {
      const dot = document.createElementNS(space, "circle");
      dot.setAttribute("cx", String(x));
      dot.setAttribute("cy", String(255 - y));
      dot.setAttribute("r", "9");
      dot.setAttribute("tabindex", "0");
      dot.setAttribute("role", "slider");
      dot.setAttribute("aria-label", word("curvePoint", { number: number + 1 }));
      dot.setAttribute("aria-valuenow", String(y));
      dot.setAttribute("aria-valuetext", `${x} → ${y}`);
      dot.dataset.number = String(number);
      return dot;
    });
    field.replaceChildren(line, ...dots);
  };

  /**
   * @param {number} number
   * @param {Point} to
   * @param {boolean} isDone
   */
  const put = (number, to, isDone) => {
    const least = number === 0 ? 0 : now[number - 1].x + 1;
    const most = number === now.length - 1 ? 255 : now[number + 1].x - 1;
    now[number] = { x: Math.round(Math.min(Math.max(to.x, least), most)), y: Math.round(Math.min(Math.max(to.y, 0), 255)) };
    draw();
    /** @type {SVGElement | undefined} */ (field.querySelectorAll("circle")[number])?.focus();
    changed(now, isDone);
  };
  const at = (/** @type {PointerEvent} */ event) => {
    const box = field.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width * 255, y: 255 - (event.clientY - box.top) / box.height * 255 };
  };

  field.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    field.setPointerCapture(event.pointerId);
    const number = /** @type {SVGElement} */ (event.target).dataset.number;
    held = number === undefined ? -1 : Number(number);
    if (held >= 0 || now.length >= 16) return;
    const point = at(event);
    held = now.findIndex(({ x }) => x > point.x);
    if (held <= 0) { held = -1; return; }
    now.splice(held, 0, point);
    put(held, point, false);
  });
  field.addEventListener("pointermove", (event) => { if (held >= 0) put(held, at(event), false); });
  for (const name of ["pointerup", "pointercancel"]) {
    field.addEventListener(name, () => { if (held >= 0) changed(now, true); held = -1; });
  }
  field.addEventListener("keydown", (event) => {
    const number = Number(/** @type {SVGElement} */ (event.target).dataset.number ?? -1);
    if (number < 0) return;
    const step = event.shiftKey ? 16 : 4;
    /** @type {Record<string, [number, number]>} */
    const ways = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    const way = ways[event.key];
    if (way) {
      event.preventDefault();
      put(number, { x: now[number].x + way[0], y: now[number].y + way[1] }, true);
    } else if (event.key === "Delete" && number > 0 && number < now.length - 1) {
      now = now.toSpliced(number, 1);
      draw();
      changed(now, true);
    }
  });
  draw();
  return field;
}
