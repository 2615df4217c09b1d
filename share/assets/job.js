import { call, show } from "./api.js";
import "./menus.js";
import { arrange, preview } from "./pictures.js";
import { word } from "./words.js";

/** @typedef {import("./api.js").Job} Job */

const pollingInterval = 1500;

/** A job on the page: follows it to its end and keeps true what is shown. */
export class JobPanel {
  /** @param {HTMLElement} element made from the template `job` */
  constructor(element) {
    this.element = element;
    /** @type {Job | null} */
    this.job = null;
    this.part("cancel").addEventListener("submit", (event) => {
      event.preventDefault();
      void this.ask("DELETE");
    });
  }

  get url() {
    return this.element.dataset.url ?? "";
  }

  get isActive() {
    return this.job?.status === "queued" || this.job?.status === "running";
  }

  /** @param {string} name */
  part(name) {
    return /** @type {HTMLElement} */ (this.element.querySelector(`[data-part="${name}"]`));
  }

  /**
   * Asks for the job as it is, or to cancel it, and shows the answer.
   * @param {string} method
   */
  async ask(method) {
    try {
      this.take(await call(method, this.url));
    } catch (problem) {
      show(this.part("problem"), /** @type {Error} */ (problem));
    }
  }

  /** Follows the job by its events; the browser reconnects and says what it heard last. */
  follow() {
    const events = new EventSource(`${this.url}/events?lang=${document.documentElement.lang}`);
    const take = (/** @type {MessageEvent} */ event) => this.take(JSON.parse(event.data));
    events.addEventListener("progress", take);
    events.addEventListener("image", take);
    events.addEventListener("preview", (event) => preview(this.part("results"), JSON.parse(event.data).picture));
    events.addEventListener("done", () => {
      events.close();
      // Asked for once more: events are worded in the browser's language, this answer in the page's.
      void this.ask("GET");
    });
    events.addEventListener("error", () => {
      if (events.readyState === EventSource.CLOSED) void this.poll();
    });
  }

  /** The way without events: asks again until the job has ended. */
  async poll() {
    while (this.isActive) {
      await new Promise((resume) => setTimeout(resume, pollingInterval));
      await this.ask("GET");
    }
  }

  /**
   * Takes in the fields that changed.
   * @param {Partial<Job>} changes
   */
  take(changes) {
    const images = new Map((this.job?.images ?? []).map((image) => [image.index, image]));
    for (const image of changes.images ?? []) images.set(image.index, image);
    this.job = /** @type {Job} */ ({ ...this.job, ...changes, images: [...images.values()] });
    this.render(this.job);
  }

  /** @param {Job} job */
  render(job) {
    this.element.dataset.status = job.status;
    this.part("prompt").textContent = job.prompt;
    this.part("cancel").hidden = !this.isActive;
    this.say(sentence(job));
    arrange(this.part("results"), job, this.isActive);
    this.part("notes").replaceChildren(...job.notes.map((note) => {
      const item = document.createElement("li");
      item.textContent = note.detail;
      if (note.appeal_url) {
        const link = document.createElement("a");
        link.href = note.appeal_url;
        link.textContent = word("appeal");
        item.append(" ", link);
      }
      return item;
    }));
    show(this.part("problem"), job.error);
  }

  /**
   * Changes the live line only when its words change, for those who hear the page.
   * @param {string} text
   */
  say(text) {
    const state = this.part("state");
    if (state.textContent !== text) state.textContent = text;
  }
}

/** @param {Job} job */
function sentence(job) {
  if (job.status === "succeeded") return word("done", { n: job.images.length });
  if (job.status !== "running") return word(job.status);
  return word("state", { stage: word(job.stage ?? "running"), done: job.images.length, count: job.n });
}

for (const element of document.querySelectorAll("[data-job][data-status='queued'], [data-job][data-status='running']")) {
  const panel = new JobPanel(/** @type {HTMLElement} */ (element));
  void panel.ask("GET").then(() => { if (panel.isActive) panel.follow(); });
}
