import { call, Problem } from "./api.js";

/**
 * What the server shows of the work so far, small.
 * @typedef {{width: number, height: number, picture: string, notes: {detail: string}[]}} Preview
 */

const pause = 160;

/** Asks for previews: one at a time, always of the newest work. */
export class Previews {
  /**
   * @param {string} url
   * @param {{show: (preview: Preview) => void, refuse: (problem: Problem | null) => void, busy: (isBusy: boolean) => void}} deeds
   */
  constructor(url, deeds) {
    this.url = url;
    this.deeds = deeds;
    /** @type {object | null} */
    this.wanted = null;
    this.isAsking = false;
    this.isDropped = false;
  }

  /** @param {object} work */
  ask(work) {
    this.wanted = work;
    this.isDropped = false;
    if (!this.isAsking) void this.run();
  }

  /** There is nothing to be shown any more. */
  drop() {
    this.wanted = null;
    this.isDropped = true;
    this.deeds.refuse(null);
  }

  async run() {
    this.isAsking = true;
    this.deeds.busy(true);
    while (this.wanted) {
      await new Promise((resume) => setTimeout(resume, pause));
      const work = this.wanted;
      this.wanted = null;
      try {
        const preview = await call("POST", this.url, work);
        if (this.isDropped) continue;
        this.deeds.refuse(null);
        this.deeds.show(preview);
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        if (!this.wanted && !this.isDropped) this.deeds.refuse(problem);
      }
    }
    this.isAsking = false;
    this.deeds.busy(false);
  }
}
