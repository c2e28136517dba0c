// Toasts: what was done stays for ten seconds, longer while one points at it or has the focus in it; faults stay.
const place = document.querySelector(".toasts");

function start(box) {
  let left = 1000 * Number(box.dataset.ends);
  let since = performance.now();
  let timer = setTimeout(() => box.remove(), left);
  const hold = () => {
    if (box.hasAttribute("data-held")) return;
    box.setAttribute("data-held", "");
    clearTimeout(timer);
    left -= performance.now() - since;
  };
  const go = () => {
    if (box.matches(":hover, :focus-within")) return;
    box.removeAttribute("data-held");
    since = performance.now();
    timer = setTimeout(() => box.remove(), left);
  };
  for (const name of ["pointerenter", "focusin"]) box.addEventListener(name, hold);
  for (const name of ["pointerleave", "focusout"]) box.addEventListener(name, () => setTimeout(go));
}

/** Say that something went wrong; the same words are not said twice at once. */
export function toast(text) {
  if (!place || [...place.children].some((one) => one.firstElementChild?.textContent === text)) return;
  const box = document.createElement("div");
  box.className = "toast toast-error";
  const words = document.createElement("span");
  words.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.dataset.dismiss = "";
  close.setAttribute("aria-label", "Close");
  close.textContent = "✕";
  box.append(words, close);
  place.append(box);
}

for (const box of document.querySelectorAll(".toast[data-ends]")) start(box);

document.addEventListener("click", (event) => {
  event.target.closest?.("[data-dismiss]")?.closest(".toast")?.remove();
});

// An undo that runs out: it says how long it still can, and cannot afterwards.
for (const button of document.querySelectorAll("[data-undo-seconds]")) {
  const ends = performance.now() + 1000 * Number(button.dataset.undoSeconds);
  const note = document.createElement("span");
  note.className = "soft";
  note.setAttribute("aria-hidden", "true");
  button.append(note);
  const tick = setInterval(() => {
    const left = Math.ceil((ends - performance.now()) / 1000);
    note.textContent = left > 0 ? `${left} s` : "";
    if (left > 0) return;
    clearInterval(tick);
    button.disabled = true;
  }, 250);
}
