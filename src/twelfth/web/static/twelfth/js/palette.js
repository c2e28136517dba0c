// The palette: arrows choose, Enter opens; the field keeps the focus (a combobox with a listbox).
const palette = document.getElementById("palette");

if (palette) {
  const input = palette.querySelector("input");
  const list = palette.querySelector("[role=listbox]");
  const options = () => [...list.querySelectorAll("[role=option]")];

  const choose = (index) => {
    const found = options();
    input.setAttribute("aria-expanded", String(found.length > 0));
    input.removeAttribute("aria-activedescendant");
    found.forEach((one, at) => {
      one.id = `found-${at}`;
      one.tabIndex = -1;
      one.setAttribute("aria-selected", String(at === index));
      if (at !== index) return;
      input.setAttribute("aria-activedescendant", one.id);
      one.scrollIntoView({ block: "nearest" });
    });
  };

  list.addEventListener("htmx:afterSwap", () => choose(0));
  palette.addEventListener("close", () => {
    input.value = "";
    list.replaceChildren();
    choose(-1);
  });
  input.addEventListener("keydown", (event) => {
    const found = options();
    const now = found.findIndex((one) => one.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (found.length) choose((now + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else if (event.key === "Enter" && now >= 0) {
      // Without a choice the form goes to the list of people, which searches by itself.
      event.preventDefault();
      found[now].click();
    }
  });
}
