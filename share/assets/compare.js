/** Lays the picture before over the one after; a slider, the arrow keys, a finger or the mouse say how much of it is seen. */
const section = document.getElementById("compare");
const frame = /** @type {HTMLElement | null} */ (section?.querySelector(".compare-frame") ?? null);
const slider = /** @type {HTMLInputElement | null} */ (section?.querySelector("input[type=range]") ?? null);

if (frame && slider) {
  const show = () => frame.style.setProperty("--cut", `${slider.value}%`);

  /** @param {PointerEvent} event */
  const follow = (event) => {
    const box = frame.getBoundingClientRect();
    slider.value = String(Math.round(((event.clientX - box.left) / box.width) * 100));
    show();
  };

  frame.classList.add("on");
  slider.addEventListener("input", show);
  frame.addEventListener("pointerdown", (event) => {
    frame.setPointerCapture(event.pointerId);
    follow(event);
  });
  frame.addEventListener("pointermove", (event) => {
    if (frame.hasPointerCapture(event.pointerId)) follow(event);
  });
  show();
}
