/** @typedef {"brush" | "rubber" | "rectangle" | "lasso"} Tool */

/**
 * The part of the picture that the next tool works on: painted in the picture's own pixels, white where it counts.
 *
 * Painting is bounded to `longest` pixels a side; what is sent is stretched to the picture's size.
 */
export class Mask {
  static longest = 2048;

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {import("./editor-view.js").View} view
   * @param {() => void} changed
   */
  constructor(canvas, view, changed) {
    this.canvas = canvas;
    this.view = view;
    this.changed = changed;
    /** @type {Tool | null} */
    this.tool = null;
    /** Of the brush, in the picture's pixels. */
    this.radius = 40;
    /** @type {ImageData[]} */
    this.earlier = [];
    /** @type {{x: number, y: number}[]} */
    this.path = [];
    /** @type {ImageData | null} */
    this.before = null;
    view.frame.addEventListener("pointerdown", (event) => this.press(event), { capture: true });
    view.frame.addEventListener("pointermove", (event) => this.drag(event), { capture: true });
    for (const name of ["pointerup", "pointercancel"]) view.frame.addEventListener(name, () => this.release());
  }

  get pen() {
    return /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d", { willReadFrequently: true }));
  }

  get isEmpty() {
    const { width, height } = this.canvas;
    const { data } = this.pen.getImageData(0, 0, width, height);
    for (let place = 3; place < data.length; place += 4) if (data[place] >= 128) return false;
    return true;
  }

  /** The box around what is marked, in fractions of the sides; null when nothing is. */
  bounds() {
    const { width, height } = this.canvas;
    const { data } = this.pen.getImageData(0, 0, width, height);
    let [left, top, right, bottom] = [width, height, -1, -1];
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        if (data[(y * width + x) * 4 + 3] < 128) continue;
        [left, top] = [Math.min(left, x), Math.min(top, y)];
        [right, bottom] = [Math.max(right, x), Math.max(bottom, y)];
      }
    }
    if (right < 0) return null;
    const box = { x: left / width, y: top / height, width: (right + 1 - left) / width, height: (bottom + 1 - top) / height };
    return Object.fromEntries(Object.entries(box).map(([name, value]) => [name, Math.round(value * 10_000) / 10_000]));
  }

  /**
   * A clean mask for a picture of this size.
   * @param {number} width
   * @param {number} height
   */
  resize(width, height) {
    const scale = Math.min(1, Mask.longest / Math.max(width, height));
    if (this.size?.width === width && this.size.height === height) return;
    this.size = { width, height };
    this.scale = scale;
    this.canvas.width = Math.max(1, Math.round(width * scale));
    this.canvas.height = Math.max(1, Math.round(height * scale));
    this.earlier = [];
    this.changed();
  }

  clear() {
    this.remember();
    this.pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.changed();
  }

  invert() {
    this.remember();
    const { pen, canvas } = this;
    pen.globalCompositeOperation = "xor";
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.globalCompositeOperation = "source-over";
    this.changed();
  }

  undo() {
    const last = this.earlier.pop();
    if (!last) return false;
    this.pen.putImageData(last, 0, 0);
    this.changed();
    return true;
  }

  /**
   * Marks what a picture shows and leaves what it does not: a subject without its background.
   * @param {CanvasImageSource} picture
   */
  take(picture) {
    this.remember();
    const { pen, canvas } = this;
    pen.clearRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const image = pen.getImageData(0, 0, canvas.width, canvas.height);
    for (let place = 0; place < image.data.length; place += 4) {
      image.data.fill(255, place, place + 3);
    }
    pen.putImageData(image, 0, 0);
    this.changed();
  }

  /**
   * A PNG of the picture's size, white where the mask is, black elsewhere.
   * @returns {Promise<Blob>}
   */
  async file() {
    const { width, height } = this.size ?? this.canvas;
    const whole = new OffscreenCanvas(width, height);
    const pen = /** @type {OffscreenCanvasRenderingContext2D} */ (whole.getContext("2d"));
    pen.fillRect(0, 0, width, height);
    pen.drawImage(this.canvas, 0, 0, width, height);
    return whole.convertToBlob({ type: "image/png" });
  }

  /** @param {PointerEvent} event */
  press(event) {
    if (!this.tool || event.button !== 0 || this.view.fingers.size > 0 && event.pointerType === "touch") return;
    event.preventDefault();
    this.remember();
    this.before = this.earlier[this.earlier.length - 1] ?? null;
    this.path = [this.view.point(event)];
    this.view.frame.setPointerCapture(event.pointerId);
    this.draw();
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (this.path.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    for (const point of event.getCoalescedEvents?.() ?? [event]) this.path.push(this.view.point(point));
    this.draw();
  }

  release() {
    if (this.path.length === 0) return;
    this.path = [];
    this.before = null;
    this.changed();
  }

  /** Draws the whole stroke anew over what was there before it, so that shapes can follow the pointer. */
  draw() {
    const { pen, path, scale = 1 } = this;
    if (this.before) pen.putImageData(this.before, 0, 0);
    const points = path.map(({ x, y }) => ({ x: x * scale, y: y * scale }));
    const [first, last] = [points[0], points[points.length - 1]];
    pen.fillStyle = pen.strokeStyle = "#fff";
    pen.globalCompositeOperation = this.tool === "rubber" ? "destination-out" : "source-over";
    pen.beginPath();
    if (this.tool === "rectangle") {
      pen.rect(first.x, first.y, last.x - first.x, last.y - first.y);
      pen.fill();
    } else {
      for (const point of points) pen.lineTo(point.x, point.y);
      if (this.tool === "lasso") {
        pen.closePath();
        pen.fill();
      } else {
        pen.lineTo(last.x + .01, last.y);
        pen.lineCap = pen.lineJoin = "round";
        pen.lineWidth = 2 * this.radius * scale;
        pen.stroke();
      }
    }
    pen.globalCompositeOperation = "source-over";
  }

  remember() {
    const { width, height } = this.canvas;
    this.earlier = [...this.earlier, this.pen.getImageData(0, 0, width, height)].slice(-12);
  }
}
