// The look: as the system has it, light or dark. theme.js puts it on before the first paint.
import { lasting } from "./store.js";

const root = document.documentElement;
const buttons = document.querySelectorAll("[data-theme-to]");
const show = () => {
  for (const one of buttons) one.setAttribute("aria-pressed", String(one.dataset.themeTo === (root.dataset.theme ?? "")));
};

for (const button of buttons) {
  button.addEventListener("click", () => {
    const to = button.dataset.themeTo;
    if (to) root.dataset.theme = to;
    else delete root.dataset.theme;
    lasting.set("twelfth-theme", to);
    show();
  });
}
show();
