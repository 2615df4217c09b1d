import { Problem, call, show } from "./api.js";
import { word } from "./words.js";

/**
 * Passkeys. A button with `data-passkey` (`create` or `get`) names two addresses: `data-options` tells what to ask the
 * browser, `data-finish` takes the answer; then the page of `data-next` opens. `data-problem` is the id of the place for
 * what went wrong; `data-name`, if any, that of a field with what to call a new passkey. Such a button is hidden in the page
 * and shown where the browser has passkeys; what has `data-without-passkeys` goes there.
 *
 * The page's words: `passkeyTitle`, and `passkeyCancelled`, `passkeyKnown`, `passkeyUnsupported` or `passkeyFailed`.
 */

/** What the browser's refusals mean; any other name is a failure (Web Authentication, sections 5.1.3 and 5.1.4). */
const reasons = new Map([
  ["NotAllowedError", "passkeyCancelled"],
  ["AbortError", "passkeyCancelled"],
  ["InvalidStateError", "passkeyKnown"],
  ["NotSupportedError", "passkeyUnsupported"],
  ["SecurityError", "passkeyUnsupported"],
]);

/**
 * Makes a passkey as the options say.
 * @param {any} options with base64url in place of bytes
 * @returns {Promise<object>} the answer, with base64url in place of bytes
 */
async function create(options) {
  const credential = /** @type {PublicKeyCredential} */ (await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: options.excludeCredentials.map(descriptor),
    },
  }));
  const answer = /** @type {AuthenticatorAttestationResponse} */ (credential.response);
  return {
    id: text(credential.rawId),
    client_data: text(answer.clientDataJSON),
    attestation_object: text(answer.attestationObject),
    transports: answer.getTransports?.() ?? [],
  };
}

/**
 * Signs with a passkey as the options say.
 * @param {any} options with base64url in place of bytes
 * @returns {Promise<object>} the answer, with base64url in place of bytes
 */
async function get(options) {
  const credential = /** @type {PublicKeyCredential} */ (await navigator.credentials.get({
    publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: options.allowCredentials.map(descriptor),
    },
  }));
  const answer = /** @type {AuthenticatorAssertionResponse} */ (credential.response);
  return {
    id: text(credential.rawId),
    client_data: text(answer.clientDataJSON),
    authenticator_data: text(answer.authenticatorData),
    signature: text(answer.signature),
    ...(answer.userHandle && { user_handle: text(answer.userHandle) }),
  };
}

/** @param {{id: string}} known */
function descriptor(known) {
  return { ...known, id: bytes(known.id) };
}

/** @param {string} base64url */
function bytes(base64url) {
  const base64 = base64url.replaceAll("-", "+").replaceAll("_", "/");
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

/** @param {ArrayBuffer} buffer */
function text(buffer) {
  const signs = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(signs).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @param {unknown} error */
function complaint(error) {
  if (error instanceof Problem) return error;
  const reason = error instanceof DOMException && reasons.get(error.name);
  return { title: word("passkeyTitle"), detail: word(reason || "passkeyFailed") };
}

/** @param {HTMLButtonElement} button */
async function run(button) {
  const { passkey, options = "", finish = "", next, problem = "", name = "" } = button.dataset;
  const place = /** @type {HTMLElement} */ (document.getElementById(problem));
  const field = /** @type {HTMLInputElement | null} */ (document.getElementById(name));
  show(place, null);
  button.disabled = true;
  try {
    const ceremony = passkey === "create" ? create : get;
    const answer = await ceremony(await call("POST", options, {}));
    await call("POST", finish, field ? { ...answer, name: field.value } : answer);
    if (next) location.assign(next);
  } catch (error) {
    show(place, complaint(error));
  } finally {
    button.disabled = false;
  }
}

if (window.PublicKeyCredential) {
  for (const note of document.querySelectorAll("[data-without-passkeys]")) note.remove();
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("[data-passkey]"))) {
    button.hidden = false;
    button.addEventListener("click", () => void run(button));
  }
}
