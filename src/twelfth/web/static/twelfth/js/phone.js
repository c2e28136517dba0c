// A call made from the page: when one comes back to it, it asks how it went. The telephone may have thrown the page out
// of memory meanwhile, so that a call is remembered by the tab.
import { session } from "./store.js";

const KEY = "twelfth-call";
const LONGEST = 3 * 60 * 60 * 1000;

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-phone]")) session.set(KEY, `${Date.now()} ${location.pathname}`);
});

function ask() {
  const [at, path] = (session.get(KEY) ?? "").split(" ");
  const form = document.getElementById("log");
  if (document.visibilityState !== "visible" || path !== location.pathname || !form) return;
  session.remove(KEY);
  if (Date.now() - Number(at) > LONGEST) return;
  form.closest("details")?.setAttribute("open", "");
  form.setAttribute("data-asked", "");
  form.scrollIntoView({ block: "center" });
  form.querySelector("button")?.focus();
}

// A computer hands the call to another program without hiding the page: only a page that was hidden asks at once.
document.addEventListener("visibilitychange", ask);
addEventListener("pageshow", ask);
