// Ticking rows of a list: the bar says whom its button is about, x ticks the row one is on, the box in the head all of
// this page. Without this, ticks are sent all the same.
const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";
const boxes = () => [...document.querySelectorAll('input[type="checkbox"][form="many"]')];

function say() {
  const who = document.querySelector("[data-many-who]");
  if (!who) return;
  const ticked = boxes().filter((box) => box.checked).length;
  who.textContent = ticked ? `${ticked} chosen` : who.dataset.all;
  const head = document.querySelector("[data-tick-all]");
  if (!head) return;
  head.hidden = false;
  head.checked = ticked > 0 && ticked === boxes().length;
  head.indeterminate = ticked > 0 && !head.checked;
}

document.addEventListener("change", (event) => {
  if (event.target.matches?.("[data-tick-all]")) for (const box of boxes()) box.checked = event.target.checked;
  if (event.target.matches?.('[data-tick-all], [form="many"]')) say();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "x" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches?.(TYPING) || document.documentElement.dataset.keys === "off") return;
  const box = event.target.closest?.("tr")?.querySelector('input[form="many"]');
  if (!box) return;
  event.preventDefault();
  box.checked = !box.checked;
  say();
});

document.addEventListener("htmx:afterSwap", say);
say();
