/**
 * Whether an element's text is in the clipboard now. Where the browser refuses, or has no clipboard for pages without https,
 * the text is selected, so that a key is enough.
 * @param {HTMLElement} source
 */
export async function copied(source) {
  try {
    await navigator.clipboard.writeText(source.textContent ?? "");
    return true;
  } catch {
    getSelection()?.selectAllChildren(source);
    return false;
  }
}
