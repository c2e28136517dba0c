// Files: dropped anywhere on the page, and sent with a bar that says how far. Without this script the form is a plain
// one; with it the keyboard works as before, for a file that is dropped only fills the field.
let form = document.querySelector("form[data-upload]");
let sending = null;

const part = (name) => form.querySelector(`[data-upload-part="${name}"]`);
const field = () => form.querySelector("input[type=file]");
const button = () => form.querySelector("button:not([type=button])");

function say(text) {
  part("trouble").textContent = text;
  part("trouble").hidden = !text;
}

function tell(text) {
  part("hint").textContent = text;
  part("hint").hidden = !text;
}

/** At rest: nothing is being sent. */
function rest() {
  sending = null;
  part("progress").hidden = true;
  button().disabled = false;
  button().removeAttribute("aria-busy");
}

function arm(fresh) {
  form = fresh;
  part("hint").hidden = !matchMedia("(any-pointer: fine)").matches;
  form.addEventListener("submit", (event) => {
    if (!field().files.length) return;
    event.preventDefault();
    if (!sending) send();
  });
  part("stop").addEventListener("click", () => sending?.abort());
}

const inWords = (bytes) => (bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`);

function send() {
  const file = field().files[0];
  const bar = part("progress").querySelector("progress");
  const told = part("told");
  say("");
  part("progress").hidden = false;
  bar.value = 0;
  button().setAttribute("aria-busy", "true");
  button().disabled = true;
  tell(`${file.name} is being uploaded.`);
  sending = new XMLHttpRequest();
  sending.open("POST", form.action);
  sending.setRequestHeader("X-Upload", "yes");
  sending.upload.addEventListener("progress", ({ loaded, total }) => {
    bar.value = total ? (100 * loaded) / total : 0;
    told.textContent = loaded < total ? `${inWords(loaded)} of ${inWords(total)}` : "All is here, and is being read.";
  });
  sending.addEventListener("load", () => taken(sending));
  sending.addEventListener("error", () => failed("It did not get through. Try again when the connection is back, and choose the file anew if it was changed meanwhile."));
  sending.addEventListener("abort", () => failed("Stopped. Nothing was stored."));
  sending.send(new FormData(form));
}

function failed(text) {
  rest();
  tell("");
  say(text);
  field().focus();
}

/** The server has answered: it leads on, says what is wrong with the file, or asks to log in again. */
function taken(answer) {
  if (answer.status === 201) return location.assign(answer.getResponseHeader("Location"));
  if (answer.status === 422) {
    const fresh = new DOMParser().parseFromString(answer.responseText, "text/html").querySelector("form[data-upload]");
    form.replaceWith(document.adoptNode(fresh));
    sending = null;
    arm(fresh);
    return field().focus();
  }
  if (new URL(answer.responseURL).pathname !== location.pathname) return location.assign(answer.responseURL);
  failed("That did not work, and nothing was stored. Reload the page and try again.");
}

const holdsFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

function drop(given) {
  const files = [...given.files];
  if ([...given.items].some((one) => one.webkitGetAsEntry?.()?.isDirectory)) {
    return say("That is a folder. Open it, and drop the one file that is meant.");
  }
  if (files.length !== 1) {
    return say(`You dropped ${files.length} files. Drop one at a time: each is looked at by itself.`);
  }
  say("");
  field().files = given.files;
  tell(`${files[0].name} is chosen.`);
  button().focus();
}

if (form) {
  arm(form);
  document.addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = sending ? "none" : "copy";
    form.classList.toggle("is-over", !sending);
  });
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) form.classList.remove("is-over");
  });
  document.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    form.classList.remove("is-over");
    if (!sending) drop(event.dataTransfer);
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) rest();
  });
}
