import { Problem, show } from "./api.js";
import { word } from "./words.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("upload"));
const progress = /** @type {HTMLProgressElement} */ (document.getElementById("upload-progress"));
const refusal = /** @type {HTMLElement} */ (document.getElementById("upload-problem"));

/**
 * Brings pictures and goes to where they are, or says why not below the form.
 * @param {File[]} files
 */
export async function upload(files) {
  if (files.length === 0 || form.ariaBusy === "true") return;
  busy(true);
  show(refusal, null);
  try {
    const { data } = await send(files);
    location.assign((data.length === 1 ? form.dataset.page + data[0].id : form.dataset.gallery) ?? "");
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    show(refusal, problem);
    busy(false);
  }
}

/** @param {boolean} isBusy */
function busy(isBusy) {
  form.ariaBusy = String(isBusy);
  progress.hidden = !isBusy;
  progress.value = 0;
}

/**
 * `fetch` does not tell how much has been sent.
 * @param {File[]} files
 * @returns {Promise<{data: {id: string}[]}>}
 * @throws {Problem}
 */
function send(files) {
  const body = new FormData();
  for (const file of files) body.append("file", file, file.name);
  const request = new XMLHttpRequest();
  request.open("POST", form.dataset.url ?? "");
  request.responseType = "json";
  request.setRequestHeader("Accept", "application/json, application/problem+json");
  request.setRequestHeader("Accept-Language", document.documentElement.lang);
  request.upload.onprogress = (event) => {
    // Once all is there, it is decoded: nobody knows how long.
    if (event.loaded < event.total) progress.value = event.loaded / event.total;
    else progress.removeAttribute("value");
  };
  return new Promise((resolve, reject) => {
    request.onload = () => {
      if (request.status === 201) resolve(request.response);
      else reject(new Problem(request.response?.detail ? request.response : silence()));
    };
    request.onerror = () => reject(new Problem(silence()));
    request.send(body);
  });
}

function silence() {
  return { title: word("offlineTitle"), detail: word("offlineDetail") };
}
