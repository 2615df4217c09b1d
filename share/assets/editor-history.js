/**
 * Whole states, oldest first: they are small, and taking one back is then always exact.
 * @template State
 */
export class History {
  static longest = 200;

  /**
   * @param {State} first
   * @param {(state: State) => void} changed
   */
  constructor(first, changed) {
    /** @type {State[]} */
    this.states = [structuredClone(first)];
    this.place = 0;
    this.changed = changed;
  }

  /** A copy, free to be changed and handed to `keep`. */
  get now() {
    return structuredClone(this.states[this.place]);
  }

  get canUndo() {
    return this.place > 0;
  }

  get canRedo() {
    return this.place < this.states.length - 1;
  }

  /**
   * Goes on from here with a new state; one that changes nothing is no step.
   * @param {State} state
   */
  keep(state) {
    if (JSON.stringify(state) === JSON.stringify(this.states[this.place])) return;
    this.states = [...this.states.slice(0, this.place + 1), structuredClone(state)].slice(-History.longest);
    this.place = this.states.length - 1;
    this.changed(this.now);
  }

  /** @param {number} steps negative to take back, positive to do again */
  move(steps) {
    const place = Math.min(Math.max(this.place + steps, 0), this.states.length - 1);
    if (place === this.place) return;
    this.place = place;
    this.changed(this.now);
  }
}
