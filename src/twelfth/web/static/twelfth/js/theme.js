// Before the first paint, so that a chosen look does not flash. Not a module: those run late.
(function () {
  try {
    const chosen = localStorage.getItem("twelfth-theme");
    if (chosen) document.documentElement.dataset.theme = chosen;
  } catch { /* No storage: as the system has it. */ }
})();
