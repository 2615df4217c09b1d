import { call, Problem, show } from "./api.js";
import { blame, complaint, facts, order, remember, write } from "./composer.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("composer"));
const make = /** @type {HTMLButtonElement} */ (form.querySelector(".make"));
const refusal = /** @type {HTMLElement} */ (document.getElementById("problem"));
/** What follows a job is fetched when it is first needed: the page itself stays light. */
const following = () => Promise.all([import("./job.js"), import("./pictures.js")]);
const jobs = /** @type {HTMLElement} */ (document.getElementById("jobs"));

form.addEventListener("submit", (event) => {
  if (event.submitter?.hasAttribute("formaction")) return; // an appeal
  event.preventDefault();
  void create();
});

/** Sends the order and shows the job, or says why not beside the button. */
async function create() {
  if (make.ariaBusy === "true") return;
  const reason = complaint();
  show(refusal, reason ? { detail: reason } : null);
  blame(reason !== null);
  if (reason) return;
  busy(true);
  try {
    const [job, [{ JobPanel }, { fresh }]] = await Promise.all([call("POST", form.dataset.jobsUrl ?? "", order()), following()]);
    present(job, new JobPanel(fresh("job")));
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    // The page that answers asks for the age, once, and then goes on with the order.
    if (problem.code === "age_ticket_invalid") return form.submit();
    show(refusal, problem);
    if (problem.fields.includes("prompt")) blame(true);
  } finally {
    busy(false);
  }
}

/** @param {boolean} isBusy */
function busy(isBusy) {
  make.ariaBusy = String(isBusy);
}

/**
 * Puts a new job on top of the stage and follows it.
 * @param {import("./api.js").Job} job
 * @param {import("./job.js").JobPanel} panel
 */
function present(job, panel) {
  panel.element.dataset.job = job.id;
  panel.element.dataset.url += job.id;
  panel.part("facts").textContent = facts();
  jobs.prepend(panel.element);
  panel.take(job);
  panel.follow();
  remember(job.seed);
  if (matchMedia("(max-width: 55.99rem)").matches || panel.element.getBoundingClientRect().top < 0) scrollTo({ top: 0 });
}

for (const example of document.querySelectorAll("[data-example]")) {
  example.addEventListener("click", (event) => {
    event.preventDefault();
    write(example.textContent?.trim() ?? "");
  });
}

/** Presets are fetched when they are first asked for. */
document.getElementById("presets")?.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest("a");
  if (!link?.matches("[data-presets], [data-preset]") || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  void import("./presets.js").then(({ take }) => take(link)).catch(() => location.assign(link.href));
});

form.addEventListener("focusin", () => void following(), { once: true });

/** Bringing pictures is fetched when it is first needed. */
const bringing = /** @type {HTMLFormElement} */ (document.getElementById("upload"));
const chooser = /** @type {HTMLInputElement} */ (document.getElementById("files"));

/** @param {FileList | undefined} files */
async function bring(files) {
  const { upload } = await import("./upload.js");
  await upload([...(files ?? [])]);
}

bringing.addEventListener("submit", (event) => {
  event.preventDefault();
  void bring(chooser.files ?? undefined);
});

addEventListener("dragover", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  bringing.toggleAttribute("data-over", true);
});

addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) bringing.toggleAttribute("data-over", false);
});

addEventListener("drop", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  bringing.toggleAttribute("data-over", false);
  void bring(event.dataTransfer.files);
});

addEventListener("paste", (event) => {
  if (event.clipboardData?.files.length) void bring(event.clipboardData.files);
});
