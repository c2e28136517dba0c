// Dialogs open by name; a click beside one closes it.
export function openDialog(id) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  dialog.showModal();
  dialog.querySelector("input")?.select();
}

document.addEventListener("click", (event) => {
  const opener = event.target.closest?.("[data-opens]");
  if (opener) openDialog(opener.dataset.opens);
  if (event.target.matches?.("dialog")) event.target.close();
});
