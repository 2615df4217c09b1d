import { word } from "./words.js";

/**
 * What the pages use of a job and of its pictures, in the native API's own names.
 * @typedef {{id: string, index: number, width: number, height: number, url: string}} Picture
 * @typedef {{id: string, status: string, prompt: string, size: string, n: number, seed: number, progress: number,
 *   stage: string | null, images: Picture[], notes: {detail: string, appeal_url?: string}[], error: {title?: string, detail: string} | null}} Job
 */

/** A refusal in words for the reader (RFC 9457), or the network's silence. */
export class Problem extends Error {
  /** @param {{title: string, detail: string, code?: string, errors?: Record<string, unknown>, appeal_url?: string}} body */
  constructor(body) {
    super(body.detail);
    this.title = body.title;
    this.fields = Object.keys(body.errors ?? {});
    this.appeal = body.appeal_url;
    this.code = body.code;
  }
}

const patience = 700;

/**
 * Sends one request; a mutation keeps its key when it is sent again, so that trying twice acts once.
 * @param {string} method
 * @param {string} url
 * @param {object} [body]
 * @returns {Promise<any>} the answer's JSON
 * @throws {Problem}
 */
export async function call(method, url, body) {
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json, application/problem+json", "Accept-Language": document.documentElement.lang };
  if (method !== "GET") headers["Idempotency-Key"] = key();
  if (body) headers["Content-Type"] = "application/json";
  const answer = await send(url, { method, headers, body: body && JSON.stringify(body) });
  const json = await answer.json().catch(() => null);
  if (answer.ok && json) return json;
  throw new Problem(json?.detail ? json : silence());
}

/**
 * @param {string} url
 * @param {RequestInit} request
 */
async function send(url, request) {
  try {
    return await fetch(url, request);
  } catch {
    await new Promise((resume) => setTimeout(resume, patience));
    return fetch(url, request).catch(() => { throw new Problem(silence()); });
  }
}

function silence() {
  return { title: word("offlineTitle"), detail: word("offlineDetail") };
}

/** A random key; `randomUUID` exists only on secure origins, and a studio at home may be on plain http. */
function key() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Shows a refusal in its place on the page, or clears the place.
 * @param {Element} place
 * @param {{title?: string, detail?: string, message?: string, appeal?: string} | null} problem
 */
export function show(place, problem) {
  place.replaceChildren();
  if (!problem) return;
  const title = document.createElement("b");
  title.textContent = problem.title ?? "";
  place.append(title, " ", problem.detail ?? problem.message ?? "");
  if (problem.appeal) void import("./appeal.js").then(({ appeal }) => place.append(" ", appeal(problem.appeal ?? "")));
}
