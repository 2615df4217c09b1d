/** Tells the server of a few uses by name. The page has this script only for those who allowed it, and the server decides anew. */
document.addEventListener("click", (event) => {
  const place = event.target instanceof Element ? event.target.closest("[data-usage]") : null;
  if (place instanceof HTMLElement && place.dataset.usage) tell(place.dataset.usage);
});
document.addEventListener("submit", (event) => {
  if (event.target instanceof HTMLFormElement && event.target.dataset.usage) tell(event.target.dataset.usage);
});

/** @param {string} name */
function tell(name) {
  void fetch("/api/events", {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ name, language: document.documentElement.lang }),
  }).catch(() => {});
}
