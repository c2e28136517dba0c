// Fragments that htmx asks for: an expired session leads to the log-in page and back here; a failure says so.
import { toast } from "./toasts.js";

const loginPath = document.body.dataset.login;

document.body.addEventListener("htmx:beforeSwap", (event) => {
  const answered = new URL(event.detail.xhr.responseURL || location.href, location.href);
  if (!loginPath || answered.pathname !== loginPath) return;
  // Otherwise the log-in page would be put into the fragment's place.
  event.detail.shouldSwap = false;
  const here = encodeURIComponent(location.pathname + location.search);
  location.assign(`${loginPath}?next=${here}`);
});
document.body.addEventListener("htmx:sendError", () => {
  toast("The server cannot be reached. Nothing was changed; try again when the connection is back.");
});
document.body.addEventListener("htmx:responseError", () => {
  toast("That did not work, and nothing was changed. Reload the page and try again.");
});
