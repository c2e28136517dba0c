// Forms: sent once, warned about when left half-filled, and kept when a sending did not arrive.
//
// A guarded form's text lies in this tab's storage from the first letter until the server has taken it. Whether it has,
// shows on the next page: a page of a member that is no error says so; the log-in page and an error do not, and then
// the text comes back. It is kept for one member, never for whoever logs in next, and log-out forgets it.
import { session } from "./store.js";

const PREFIX = "twelfth-form ";
const OMITTED = ["hidden", "password", "file", "submit", "button"];
const member = document.body.dataset.member ?? "";
const keyOf = (form) => `${PREFIX}${member} ${location.pathname} ${form.getAttribute("action") ?? ""}`;
const fields = (form) => [...form.elements].filter((one) => one.name && !OMITTED.includes(one.type));
const isTick = (one) => one.type === "checkbox" || one.type === "radio";
const nameOf = (one) => (isTick(one) ? `${one.name} ${one.value}` : one.name);
const valueOf = (one) => (isTick(one) ? one.checked : one.value);

function read(form) {
  return Object.fromEntries(fields(form).map((one) => [nameOf(one), valueOf(one)]));
}

/** Put the kept text back; false when the page shows it already. */
function restore(form, kept) {
  let changed = false;
  for (const one of fields(form)) {
    const value = kept[nameOf(one)];
    if (value === undefined || value === valueOf(one)) continue;
    if (isTick(one)) one.checked = value;
    else one.value = value;
    changed = true;
  }
  return changed;
}

function say(form, key) {
  const note = document.createElement("p");
  note.className = "kept";
  note.setAttribute("role", "status");
  note.append("What you had typed is here again. It has not been sent.");
  const clear = document.createElement("button");
  clear.type = "button";
  clear.className = "link";
  clear.textContent = "Clear it";
  clear.addEventListener("click", () => {
    session.remove(key);
    form.reset();
    note.remove();
  });
  note.append(clear);
  form.prepend(note);
  for (let one = form.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
}

// 1. Did what was sent from the page before arrive?
const status = performance.getEntriesByType("navigation")[0]?.responseStatus ?? 200;
const arrived = member && status < 400;
for (const key of session.keys().filter((one) => one.startsWith(PREFIX))) {
  const draft = JSON.parse(session.get(key));
  if (!draft.sent) continue;
  if (arrived) session.remove(key);
  else session.set(key, JSON.stringify({ ...draft, sent: false }));
}

// 2. Guard the forms of this page.
for (const form of document.querySelectorAll("form[data-guard]")) {
  const key = keyOf(form);
  const initial = read(form);
  const keep = (sent) => {
    // Only what was changed: the rest may be newer on the server by the time it comes back.
    const values = Object.fromEntries(Object.entries(read(form)).filter(([name, value]) => value !== initial[name]));
    session.set(key, JSON.stringify({ values, sent }));
  };
  const kept = session.get(key);
  if (kept && restore(form, JSON.parse(kept).values)) say(form, key);
  let dirty = false;
  form.addEventListener("input", () => {
    dirty = true;
    keep(false);
  });
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    dirty = false;
    keep(true);
  });
  addEventListener("beforeunload", (event) => {
    if (dirty && !leavingByTelephone) event.preventDefault();
  });
}

// A telephone's or mail program's link leaves nothing, but browsers ask all the same.
let leavingByTelephone = false;
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("a[href^='tel:'], a[href^='mailto:'], a[href^='sms:']")) return;
  leavingByTelephone = true;
  setTimeout(() => (leavingByTelephone = false), 500);
});

// 3. A second click does nothing: the first is on its way. The server would not do it twice either.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
  if (form.matches("[data-forgets]")) {
    for (const key of session.keys()) if (key.startsWith(PREFIX)) session.remove(key);
  }
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    for (const one of form.querySelectorAll("[aria-busy]")) one.removeAttribute("aria-busy");
  }
});

// 4. What was refused is in view and ready to be mended, however far down the page it stands.
document.querySelector("main [aria-invalid='true'], main .field:has(.error) :is(input, select, textarea)")?.focus();
