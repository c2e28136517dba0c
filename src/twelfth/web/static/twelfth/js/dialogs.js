// Dialogs and menus: opened by name, closed by their button, Escape, or a click beside them.
export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.querySelector("input:not([type=checkbox])")?.select();
}

const openMenus = () => document.querySelectorAll("details.menu[open]");

document.addEventListener("click", (event) => {
  const target = event.target;
  const opener = target.closest?.("[data-opens]");
  for (const menu of openMenus()) if (opener || !menu.contains(target)) menu.open = false;
  if (opener) openDialog(opener.dataset.opens);
  if (target.closest?.("[data-closes]")) target.closest("dialog").close();
  if (target.matches?.("dialog")) target.close();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of openMenus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.preventDefault();
  }
});
