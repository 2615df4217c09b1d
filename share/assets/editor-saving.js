import { call, Problem } from "./api.js";
import { picture } from "./editor-steps.js";
import { word } from "./words.js";

/** @typedef {import("./api.js").Job} Job */

/** Makes the whole picture of the work: orders the job, follows it, lets it be cancelled, and shows where it is. */
export class Saving {
  /**
   * @param {HTMLElement} place
   * @param {HTMLButtonElement} button
   * @param {(problem: Problem | null) => void} refuse
   */
  constructor(place, button, refuse) {
    this.place = place;
    this.button = button;
    this.refuse = refuse;
    this.saved = "";
    /** @type {string | null} */
    this.job = null;
  }

  /** @param {object} work */
  isSaved(work) {
    return this.saved === JSON.stringify(work);
  }

  /**
   * @param {string} url
   * @param {object} work
   */
  async save(url, work) {
    if (this.job) return;
    this.refuse(null);
    try {
      const job = await call("POST", url, work);
      this.job = `${url}/${job.id}`;
      this.button.ariaBusy = "true";
      const done = await this.follow(job);
      if (done.status === "succeeded") this.saved = JSON.stringify(work);
      this.tell(done);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.place.hidden = true;
      this.refuse(problem);
    } finally {
      this.job = null;
      this.button.ariaBusy = "false";
    }
  }

  /**
   * @param {Job} job
   * @returns {Promise<Job>}
   */
  async follow(job) {
    const url = this.job ?? "";
    let now = job;
    this.progress(now);
    while (now.status === "queued" || now.status === "running") {
      await new Promise((resume) => setTimeout(resume, 300));
      now = await call("GET", url);
      this.progress(now);
    }
    return now;
  }

  /** @param {Job} job */
  progress(job) {
    this.place.hidden = false;
    const bar = document.createElement("progress");
    bar.value = job.progress;
    bar.ariaLabel = word("editorSaving");
    const line = document.createElement("p");
    line.setAttribute("role", "status");
    line.textContent = word("editorSaving");
    const stop = document.createElement("button");
    stop.type = "button";
    stop.className = "quiet";
    stop.textContent = word("editorCancel");
    stop.addEventListener("click", () => void call("DELETE", this.job ?? ""));
    if (this.place.querySelector("progress")) {
      /** @type {HTMLProgressElement} */ (this.place.querySelector("progress")).value = job.progress;
    } else this.place.replaceChildren(line, bar, stop);
  }

  /** @param {Job} job */
  tell(job) {
    this.place.replaceChildren();
    if (job.status !== "succeeded") {
      this.place.hidden = true;
      if (job.error) this.refuse(new Problem({ title: job.error.title ?? "", detail: job.error.detail }));
      return;
    }
    const [made] = job.images;
    const line = document.createElement("p");
    line.setAttribute("role", "status");
    line.textContent = word("editorSaved");
    const link = document.createElement("a");
    link.href = word("editorPage") + made.id;
    link.className = "make";
    link.append(word("editorOpen"), picture("done"));
    this.place.append(line, ...job.notes.map((note) => Object.assign(document.createElement("p"), { textContent: note.detail, className: "hint" })), link);
  }
}
