/** The theme button: changes the page at once and tells the server, which remembers the choice in a cookie. */
const themes = ["auto", "light", "dark"];
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("[data-theme-form]"));

form?.addEventListener("submit", (event) => {
  event.preventDefault();
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("[name=theme]"));
  const body = new URLSearchParams({ theme: button.value });
  void fetch(form.action, { method: "POST", body, redirect: "manual" });
  apply(button);
});

/** @param {HTMLButtonElement} button whose value is the theme to come */
function apply(button) {
  const theme = button.value;
  document.documentElement.dataset.theme = theme;
  button.value = themes[(themes.indexOf(theme) + 1) % themes.length];
  button.title = button.dataset[theme] ?? "";
}
