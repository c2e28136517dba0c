// Copying: <button data-copies="id"> puts the text of that element on the clipboard. Where the browser gives none (a page
// without https), it selects the text, so that Ctrl C copies it.
function selectAll(element) {
  const range = document.createRange();
  range.selectNodeContents(element);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copies]");
  const source = button && document.getElementById(button.dataset.copies);
  if (!source) return;
  const said = button.dataset.said ?? button.textContent;
  button.dataset.said = said;
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    button.textContent = "Copied";
  } catch {
    selectAll(source);
    button.textContent = "Selected: press Ctrl C";
  }
  setTimeout(() => { button.textContent = said; }, 4000);
});
