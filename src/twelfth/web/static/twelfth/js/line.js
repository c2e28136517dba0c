// The line of twelve: where it does not fit, it opens at what comes next; a dot leads where its row of the list leads.
for (const line of document.querySelectorAll(".line")) {
  const next = line.querySelector(".l-next, .l-today");
  if (next && line.scrollWidth > line.clientWidth) {
    const from = line.getBoundingClientRect().left;
    line.scrollLeft += next.getBoundingClientRect().left - from - line.clientWidth / 2;
  }
}

for (const drawing of document.querySelectorAll(".line, .map")) {
  drawing.addEventListener("click", (event) => {
    const place = event.target.closest?.("[data-href]");
    if (place) location.assign(place.dataset.href);
  });
}
