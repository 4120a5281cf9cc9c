// The reading room's own script. Every page works without it; each part below adds to markup that is there.

const typing = (target) => target.closest("input, select, textarea, [contenteditable]") !== null;

// Lists marked data-rows: j and k go down and up, Enter opens, o too.
function rows() {
  const items = [...document.querySelectorAll("[data-rows] > li")];
  if (!items.length) return;
  let at = -1;
  const go = (to) => {
    items[at]?.classList.remove("at");
    at = Math.max(0, Math.min(items.length - 1, to));
    items[at].classList.add("at");
    items[at].querySelector(".row-link, a")?.focus({ preventScroll: true });
    items[at].scrollIntoView({ block: "nearest" });
  };
  document.addEventListener("focusin", (event) => {
    const item = event.target.closest("[data-rows] > li");
    const found = items.indexOf(item);
    if (found < 0 || found === at) return;
    items[at]?.classList.remove("at");
    at = found;
    item.classList.add("at");
  });
  keys({ j: () => go(at + 1), k: () => go(at < 0 ? 0 : at - 1), o: () => items[at]?.querySelector(".row-link, a")?.click() });
}

// Single keys; never while something is typed, never with a modifier.
const bound = new Map();
function keys(more) {
  for (const [key, act] of Object.entries(more)) bound.set(key, act);
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const act = bound.get(event.key);
  if (!act) return;
  event.preventDefault();
  act();
});

rows();
