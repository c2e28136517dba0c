// Small things: the look, the zone, closing toasts, the undo that runs out.
document.addEventListener("click", (event) => {
  const look = event.target.closest?.("[data-theme-to]");
  if (look) {
    const to = look.dataset.themeTo;
    document.documentElement.dataset.theme = to;
    if (!to) delete document.documentElement.dataset.theme;
    try {
      localStorage.setItem("twelfth-theme", to);
    } catch { /* It holds for this page then. */ }
  }
  event.target.closest?.("[data-dismiss]")?.closest(".toast")?.remove();
});

// A new member's zone is the browser's, unless they choose another.
const zone = document.querySelector("select[name=zone]");
if (zone && zone.value === "UTC" && !zone.closest("form").querySelector(".error")) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...zone.options].some((one) => one.value === here)) zone.value = here;
}

for (const button of document.querySelectorAll("[data-undo-seconds]")) {
  const ends = performance.now() + 1000 * Number(button.dataset.undoSeconds);
  const note = document.createElement("span");
  note.className = "soft";
  button.append(note);
  const tick = setInterval(() => {
    const left = Math.ceil((ends - performance.now()) / 1000);
    note.textContent = left > 0 ? `${left} s` : "";
    if (left <= 0) {
      clearInterval(tick);
      button.disabled = true;
    }
  }, 250);
}
