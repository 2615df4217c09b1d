/**
 * A picture in a window: zoomed about a point and moved by pointer, fingers, wheel and keys.
 *
 * Everything that lies on the picture is placed in the picture's own pixels inside `sheet`.
 */
export class View {
  static least = 0.05;
  static most = 16;

  /**
   * @param {HTMLElement} frame what is seen
   * @param {HTMLElement} sheet what is moved in it
   * @param {(zoom: number) => void} zoomed
   */
  constructor(frame, sheet, zoomed) {
    this.frame = frame;
    this.sheet = sheet;
    this.zoomed = zoomed;
    this.zoom = 1;
    this.x = 0;
    this.y = 0;
    this.width = 1;
    this.height = 1;
    this.isFitted = true;
    /** @type {Map<number, {x: number, y: number}>} */
    this.fingers = new Map();
    frame.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    frame.addEventListener("pointerdown", (event) => this.press(event));
    frame.addEventListener("pointermove", (event) => this.drag(event));
    for (const name of ["pointerup", "pointercancel"]) {
      frame.addEventListener(name, (event) => this.fingers.delete(/** @type {PointerEvent} */ (event).pointerId));
    }
    frame.addEventListener("keydown", (event) => this.key(event));
    new ResizeObserver(() => { if (this.isFitted) this.fit(); }).observe(frame);
  }

  /**
   * Shows a picture of another size, as much of it as before.
   * @param {number} width
   * @param {number} height
   */
  resize(width, height) {
    if (width === this.width && height === this.height) return;
    this.width = width;
    this.height = height;
    this.sheet.style.width = `${width}px`;
    this.sheet.style.height = `${height}px`;
    this.fit();
  }

  /** The whole picture, with a little air. */
  fit() {
    const { clientWidth, clientHeight } = this.frame;
    const zoom = Math.min((clientWidth - 24) / this.width, (clientHeight - 24) / this.height);
    this.zoom = this.bounded(Math.min(zoom, 4));
    this.x = (clientWidth - this.width * this.zoom) / 2;
    this.y = (clientHeight - this.height * this.zoom) / 2;
    this.isFitted = true;
    this.place();
  }

  /**
   * @param {number} zoom
   * @param {{x: number, y: number}} [about] a point of the frame that stays where it is; else the middle
   */
  zoomTo(zoom, about = { x: this.frame.clientWidth / 2, y: this.frame.clientHeight / 2 }) {
    const next = this.bounded(zoom);
    this.x = about.x - (about.x - this.x) * next / this.zoom;
    this.y = about.y - (about.y - this.y) * next / this.zoom;
    this.zoom = next;
    this.isFitted = false;
    this.place();
  }

  /**
   * @param {number} x
   * @param {number} y
   */
  moveBy(x, y) {
    this.x += x;
    this.y += y;
    this.isFitted = false;
    this.place();
  }

  /**
   * Where a pointer is, in the picture's pixels.
   * @param {{clientX: number, clientY: number}} pointer
   */
  point({ clientX, clientY }) {
    const box = this.frame.getBoundingClientRect();
    return { x: (clientX - box.left - this.x) / this.zoom, y: (clientY - box.top - this.y) / this.zoom };
  }

  place() {
    this.sheet.style.transform = `translate(${this.x}px, ${this.y}px) scale(${this.zoom})`;
    this.sheet.style.setProperty("--zoom", String(this.zoom));
    this.zoomed(this.zoom);
  }

  /** @param {number} zoom */
  bounded(zoom) {
    return Math.min(Math.max(zoom, View.least), View.most);
  }

  /** @param {WheelEvent} event */
  wheel(event) {
    event.preventDefault();
    const box = this.frame.getBoundingClientRect();
    if (event.ctrlKey || event.metaKey || !event.shiftKey && event.deltaX === 0) {
      this.zoomTo(this.zoom * 1.0015 ** -event.deltaY, { x: event.clientX - box.left, y: event.clientY - box.top });
    } else {
      this.moveBy(-event.deltaX, -event.deltaY);
    }
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (event.defaultPrevented || event.button > 1) return;
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.frame.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  drag(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return;
    const others = [...this.fingers].filter(([id]) => id !== event.pointerId).map(([, finger]) => finger);
    const now = { x: event.clientX, y: event.clientY };
    this.fingers.set(event.pointerId, now);
    if (others.length === 0) return this.moveBy(now.x - before.x, now.y - before.y);
    const [other] = others;
    const stretch = Math.hypot(now.x - other.x, now.y - other.y) / Math.max(1, Math.hypot(before.x - other.x, before.y - other.y));
    const box = this.frame.getBoundingClientRect();
    this.zoomTo(this.zoom * stretch, { x: (now.x + other.x) / 2 - box.left, y: (now.y + other.y) / 2 - box.top });
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.target !== this.frame || event.ctrlKey || event.metaKey || event.altKey) return;
    const far = 48;
    /** @type {Record<string, () => void>} */
    const keys = {
      "+": () => this.zoomTo(this.zoom * 1.25),
      "=": () => this.zoomTo(this.zoom * 1.25),
      "-": () => this.zoomTo(this.zoom / 1.25),
      0: () => this.fit(),
      1: () => this.zoomTo(1),
      ArrowLeft: () => this.moveBy(far, 0),
      ArrowRight: () => this.moveBy(-far, 0),
      ArrowUp: () => this.moveBy(0, far),
      ArrowDown: () => this.moveBy(0, -far),
    };
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }
}
