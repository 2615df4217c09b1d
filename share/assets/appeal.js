import { word } from "./words.js";

/**
 * What takes a refused order's form along to where a person can be asked to look.
 * @param {string} url
 */
export function appeal(url) {
  const button = document.createElement("button");
  button.className = "quiet small";
  button.formAction = url;
  button.formMethod = "post";
  button.formNoValidate = true;
  button.textContent = word("appeal");
  return button;
}
