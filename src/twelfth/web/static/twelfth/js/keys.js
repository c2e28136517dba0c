// Keys are written where they act: data-key="x" on a link, button or field, data-open-key="x" on a <details>; "g t" is a
// pair. In an opened <details> with a key of its own, the keys in it come first. Never while somebody types, and never when they switched single keys off (WCAG 2.1.4).
import { openDialog } from "./dialogs.js";
import { lasting } from "./store.js";

const TYPING = "input:not([type=checkbox], [type=radio], [type=file]), textarea, select, [contenteditable]";
const PAIR_WITHIN = 1200;
let first = "";
let firstAt = 0;

const visible = (element) => element.checkVisibility?.() ?? element.getClientRects().length > 0;
const actors = () => [...document.querySelectorAll("[data-key], [data-open-key]")].filter((one) => visible(one) && !one.disabled);
const group = (one) => one?.closest("details[data-open-key]");
const keyOf = (actor) => actor.dataset.key ?? actor.dataset.openKey;

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const typing = event.target.matches?.(TYPING);
  if (event.ctrlKey || event.metaKey) return withControl(event);
  if (event.altKey) return;
  if (event.key === "Escape" && typing && !event.target.closest("dialog")) return event.target.blur();
  if (typing || document.querySelector("dialog[open]") || document.documentElement.dataset.keys === "off") return;
  // Enter on something that has the focus is that thing's own.
  if (event.key === "Enter" && event.target.closest("a, button, summary, input")) return;
  if (act(event.key)) event.preventDefault();
});

function withControl(event) {
  if (event.key === "Enter") {
    // Out of every form it sends the one whose button says so, and never the first small one that happens to stand above.
    const said = [...document.querySelectorAll("main form button kbd")].find((cap) => cap.textContent.includes("↵"));
    const form = event.target.closest?.("form") ?? said?.closest("form");
    const button = form?.querySelector("button:not([type=button], [disabled])");
    if (!button) return;
    event.preventDefault();
    form.requestSubmit(button);
  } else if (event.key.toLowerCase() === "k" && document.getElementById("palette")) {
    event.preventDefault();
    openDialog("palette");
  }
}

/** Do what the key stands for; false when it stands for nothing here. */
function act(key) {
  if (key === "?") return help();
  if (key === "j" || key === "k") return move(key === "j" ? 1 : -1);
  if ((key === "ArrowDown" || key === "ArrowUp") && arrows()) return move(key === "ArrowDown" ? 1 : -1);
  const opened = group(document.activeElement);
  const all = actors().sort((one, other) => (group(other) === opened) - (group(one) === opened));
  const pair = performance.now() - firstAt < PAIR_WITHIN ? `${first} ${key}` : "";
  // The first key of a pair waits for the second, also where something else claims it.
  const opens = all.some((one) => keyOf(one).startsWith(`${key} `));
  const actor = all.find((one) => keyOf(one) === pair) ?? (opens ? undefined : all.find((one) => keyOf(one) === key));
  [first, firstAt] = actor ? ["", 0] : [key, performance.now()];
  if (!actor) return false;
  if (actor.dataset.openKey) open(actor);
  else if (actor.matches(TYPING)) actor.focus();
  else actor.click();
  return true;
}

function open(details) {
  details.open = true;
  const field = details.querySelector("input:not([type=hidden]), select, textarea, button");
  field?.focus();
  // An answer that begins with a greeting is written on below it.
  if (field?.matches("textarea")) {
    const below = field.value.indexOf("\n\n");
    const place = below < 0 ? field.value.length : below + 2;
    field.setSelectionRange(place, place);
  }
  details.scrollIntoView({ block: "nearest" });
}

/** Whether the arrows walk a list: in one that says so, unless something else on the page has the focus. */
function arrows() {
  const on = document.activeElement;
  return document.querySelector('[data-list="arrows"]') && (on === document.body || on.matches("main, [data-item]"));
}

function move(step) {
  const items = [...document.querySelectorAll("[data-list] [data-item]")].filter(visible);
  if (!items.length) return false;
  const focused = items.indexOf(document.activeElement);
  // Where one of them is open beside the list, one goes on from there.
  const now = focused < 0 ? items.findIndex((one) => one.hasAttribute("aria-current")) : focused;
  const item = items[Math.min(items.length - 1, Math.max(0, now + step))];
  item.focus();
  item.scrollIntoView({ block: "nearest" });
  return true;
}

function help() {
  if (!list()) return false;
  openDialog("keys");
  return true;
}

/** Write down what the keys of this page do; false where there is no place for it. */
function list() {
  const place = document.querySelector("[data-keys-list]");
  if (!place) return false;
  const found = new Map(actors().filter((one) => !one.dataset.key || !group(one)).map((one) => [keyOf(one), meaning(one)]));
  // What is behind a key that opens a group, also while the group is closed.
  for (const one of document.querySelectorAll("details[data-open-key] [data-key]")) {
    if (visible(group(one))) found.set(`${group(one).dataset.openKey} ${one.dataset.key}`, `${meaning(group(one))}: ${meaning(one)}`);
  }
  place.replaceChildren(...[...found].map(row));
  return true;
}

// The menu opens the same list. Captured, so that it is written before the dialog hides the page.
document.addEventListener("click", (event) => event.target.closest?.('[data-opens="keys"]') && list(), true);

/** What a key does, as its button says it. */
function meaning(actor) {
  const label = actor.getAttribute("aria-label") ?? actor.placeholder;
  if (label) return label;
  const copy = (actor.dataset.openKey ? actor.querySelector("summary") : actor).cloneNode(true);
  for (const one of copy.querySelectorAll("kbd, .soft, .count, svg")) one.remove();
  return copy.textContent.trim();
}

function row([key, what]) {
  const [line, term, meant] = ["div", "dt", "dd"].map((name) => document.createElement(name));
  for (const part of key.split(" ")) {
    const cap = document.createElement("kbd");
    cap.className = "always";
    cap.textContent = part;
    term.append(cap, " ");
  }
  meant.textContent = what;
  line.append(term, meant);
  return line;
}

// Single keys can be switched off; assistive technology hears of them.
const KEPT = "twelfth-keys";
const root = document.documentElement;
if (lasting.get(KEPT) === "off") root.dataset.keys = "off";
const box = document.querySelector("[data-keys-switch]");
if (box) {
  box.checked = root.dataset.keys !== "off";
  box.addEventListener("change", () => {
    root.dataset.keys = box.checked ? "on" : "off";
    lasting.set(KEPT, root.dataset.keys);
  });
}
for (const one of document.querySelectorAll("[data-key]")) {
  // A pair cannot be said there: a space parts alternatives.
  if (!one.dataset.key.includes(" ")) one.setAttribute("aria-keyshortcuts", one.dataset.key);
}
if (/Mac|iPhone|iPad/.test(navigator.platform)) {
  for (const cap of document.querySelectorAll("[data-mod]")) cap.textContent = `⌘ ${cap.dataset.mod}`;
}
