// Keys are written where they act: data-key="j" on a link, button or field. Never while somebody types.
import { openDialog } from "./dialogs.js";

const TYPING = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";
let first = "";
let firstAt = 0;

const visible = (element) => element.offsetParent !== null || element.getClientRects().length > 0;
const bound = (key) =>
  [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key && visible(one) && !one.disabled);

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key === "Enter") return submit(event);
  if (command && event.key.toLowerCase() === "k") {
    event.preventDefault();
    return openDialog("palette");
  }
  if (command || event.altKey) return;
  const typing = event.target.matches?.(TYPING);
  if (event.key === "Escape" && typing && !event.target.closest("dialog")) return event.target.blur();
  if (typing || document.querySelector("dialog[open]")) return;
  if (event.key === "?") return help(event);
  if ((event.key === "j" || event.key === "k") && move(event.key === "j" ? 1 : -1)) return event.preventDefault();
  // Enter on something that has the focus is that thing's own.
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const opener = [...document.querySelectorAll("[data-open-key]")].find((one) => one.dataset.openKey === event.key && visible(one));
  const pair = performance.now() - firstAt < 1200 ? `${first} ${event.key}` : "";
  const target = (pair && bound(pair)) || bound(event.key);
  [first, firstAt] = [event.key, performance.now()];
  if (target) {
    event.preventDefault();
    if (target.matches(TYPING)) target.focus();
    else target.click();
  } else if (opener) {
    event.preventDefault();
    opener.open = true;
    opener.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    opener.scrollIntoView({ block: "nearest" });
  }
});

function submit(event) {
  const form = event.target.closest?.("form") || document.querySelector("main form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("button:not([type=button])"));
}

function move(step) {
  const items = [...document.querySelectorAll("[data-list] [data-item]")].filter(visible);
  if (!items.length) return false;
  const now = items.indexOf(document.activeElement);
  items[Math.min(items.length - 1, Math.max(0, now + step))].focus();
  return true;
}

function help(event) {
  event.preventDefault();
  const list = document.querySelector("[data-keys-list]");
  if (!list) return;
  list.replaceChildren();
  const rows = [...document.querySelectorAll("[data-key], [data-open-key]")].filter(visible);
  const seen = new Set();
  for (const row of rows) {
    const key = row.dataset.key || row.dataset.openKey;
    if (seen.has(key)) continue;
    seen.add(key);
    const source = row.dataset.openKey ? row.querySelector("summary") : row;
    const copy = source.cloneNode(true);
    copy.querySelectorAll("kbd, .soft, .count, svg").forEach((one) => one.remove());
    const term = document.createElement("dt");
    for (const part of key.split(" ")) {
      const cap = document.createElement("kbd");
      cap.textContent = part;
      term.append(cap, " ");
    }
    const what = document.createElement("dd");
    what.textContent = row.getAttribute("aria-label") || row.placeholder || copy.textContent.trim();
    list.append(term, what);
  }
  openDialog("keys");
}
