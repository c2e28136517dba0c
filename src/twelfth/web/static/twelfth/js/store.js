// What a browser keeps for us. Where storing is refused (private windows, policies), everything works for the page only.
function open(name) {
  try {
    return globalThis[name];
  } catch {
    return null;
  }
}

const guarded = (store) => ({
  get(key) {
    return store?.getItem(key) ?? null;
  },
  set(key, value) {
    try {
      store?.setItem(key, value);
    } catch { /* Full: what is on the page stays on the page. */ }
  },
  remove(key) {
    store?.removeItem(key);
  },
  keys() {
    return store ? Object.keys(store) : [];
  },
});

/** Until the tab is closed. */
export const session = guarded(open("sessionStorage"));
/** Until it is taken back. */
export const lasting = guarded(open("localStorage"));
