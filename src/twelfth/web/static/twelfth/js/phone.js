// A call made from the page: when one comes back to it, it asks how it went.
let away = false;

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-phone]")) away = true;
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "visible" || !away) return;
  away = false;
  const form = document.getElementById("log");
  if (!form) return;
  form.closest("details")?.setAttribute("open", "");
  form.scrollIntoView({ block: "center" });
  form.querySelector("button")?.focus();
});
