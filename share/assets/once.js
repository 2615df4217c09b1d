/** A form whose answer is shown once is sent once, however often its button is pressed. */
/** @type {WeakSet<EventTarget>} */
let sent = new WeakSet();

document.querySelector("main")?.addEventListener("submit", (event) => {
  const form = /** @type {EventTarget} */ (event.target);
  if (sent.has(form)) event.preventDefault();
  sent.add(form);
});

// Whoever comes back to the page may send it again.
addEventListener("pageshow", () => {
  sent = new WeakSet();
});
