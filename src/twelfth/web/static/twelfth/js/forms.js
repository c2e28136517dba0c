// Forms: sent once, and what was typed survives an expired session and the back button.
const keyOf = (form) => `twelfth-form ${form.getAttribute("action") || location.pathname}`;
const fields = (form) =>
  [...form.elements].filter((one) => one.name && !["hidden", "password", "file", "submit"].includes(one.type) && one.type !== "button");

function read(form) {
  const kept = {};
  for (const one of fields(form)) {
    if (one.type === "checkbox" || one.type === "radio") kept[`${one.name} ${one.value}`] = one.checked;
    else if (one.value !== one.defaultValue) kept[one.name] = one.value;
  }
  return kept;
}

function restore(form, kept) {
  for (const one of fields(form)) {
    if (one.type === "checkbox" || one.type === "radio") {
      const name = `${one.name} ${one.value}`;
      if (name in kept) one.checked = kept[name];
    } else if (one.name in kept) one.value = kept[one.name];
  }
  form.closest("details")?.setAttribute("open", "");
}

for (const form of document.querySelectorAll("form[data-guard]")) {
  let store;
  try {
    store = sessionStorage;
  } catch {
    break;
  }
  const key = keyOf(form);
  // Kept by a sending that did not arrive: the server answered with a log-in or an error instead.
  const kept = store.getItem(key);
  const arrived = !form.querySelector("[aria-invalid=true]") && document.querySelector(".toast-success, .after, .why-ended");
  if (arrived) store.removeItem(key);
  else if (kept) restore(form, JSON.parse(kept));
  let dirty = false;
  form.addEventListener("input", () => {
    dirty = true;
    store.setItem(key, JSON.stringify(read(form)));
  });
  form.addEventListener("submit", () => (dirty = false));
  addEventListener("beforeunload", (event) => dirty && event.preventDefault());
}

// A second click does nothing: the first is on its way. The server would not do it twice either.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  // After the browser has taken the button's own value into the form.
  setTimeout(() => form.querySelectorAll("button").forEach((one) => one.setAttribute("aria-busy", "true")));
});
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelectorAll("button").forEach((one) => one.removeAttribute("aria-busy"));
  }
});
