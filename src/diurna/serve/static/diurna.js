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
  for (const list of document.querySelectorAll("[data-rows]"))
    list.addEventListener("focusin", (event) => {
      const found = items.indexOf(event.target.closest("[data-rows] > li"));
      if (found < 0 || found === at) return;
      items[at]?.classList.remove("at");
      at = found;
      items[at].classList.add("at");
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


// What is of use only with script is hidden until there is one.
function shown() {
  for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;
}

// The reader: arrow keys step through the evidence, c copies the citation with the words that are marked.
function reader() {
  const room = document.querySelector("[data-reading]");
  if (!room) return;
  const items = [...room.querySelectorAll("[data-steps] > li")];
  const said = room.querySelector("[data-step-said]");
  let at = -1;
  const marked = (id) => [...room.querySelectorAll(`[data-m~="${id}"]`)];
  const show = (to, scroll = true) => {
    if (!items.length) return;
    room.querySelectorAll(".here").forEach((element) => element.classList.remove("here"));
    at = (to + items.length) % items.length;
    const id = items[at].querySelector("[data-goes]").dataset.goes;
    items[at].classList.add("here");
    const words = marked(id);
    words.forEach((element) => element.classList.add("here"));
    if (scroll) words[0]?.scrollIntoView({ block: "center" });
    const panel = items[at].closest("aside");
    if (panel.scrollHeight > panel.clientHeight) panel.scrollTop = items[at].offsetTop - panel.clientHeight / 2;
    said.textContent = `${at + 1} of ${items.length}: ${items[at].querySelector("[data-goes]").textContent}`;
  };
  const cite = async () => {
    const citation = room.querySelector("[data-citation]");
    const words = at < 0 ? "" : marked(items[at].querySelector("[data-goes]").dataset.goes).map((m) => m.textContent).join("");
    const text = words ? `“${words}” ${citation.textContent}` : citation.textContent;
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = `Copied: ${text}`;
    } catch {
      citation.textContent = text;
      getSelection().selectAllChildren(citation);
      said.textContent = "The citation is marked: copy it with Ctrl+C";
      citation.scrollIntoView({ block: "center" });
    }
  };
  keys({ ArrowRight: () => show(at + 1), ArrowLeft: () => show(at < 0 ? -1 : at - 1), c: cite });
  room.addEventListener("click", (event) => {
    const by = event.target.closest("[data-step-by]");
    if (by) return show(at < 0 && by.dataset.stepBy === "-1" ? -1 : at + Number(by.dataset.stepBy));
    if (event.target.closest("[data-cite]")) return cite();
    const goes = event.target.closest("[data-goes]");
    if (goes) {
      event.preventDefault();
      history.replaceState(null, "", `#${goes.dataset.goes}`);
      return show(items.indexOf(goes.closest("li")));
    }
    const word = event.target.closest("[data-m]");
    const index = word ? items.findIndex((item) => word.dataset.m.split(" ").includes(item.querySelector("[data-goes]").dataset.goes)) : -1;
    if (index >= 0) show(index, false);
  });
  const asked = items.findIndex((item) => `#${item.querySelector("[data-goes]").dataset.goes}` === location.hash);
  if (asked >= 0) show(asked);
}

// Days on which something was told become a slider; what it asks for is loaded into the page, whose address follows.
function slider() {
  const list = document.querySelector("[data-days]");
  const links = list ? [...list.querySelectorAll("[data-day]")] : [];
  if (links.length < 3) return;
  const current = Math.max(0, links.findIndex((link) => link.hasAttribute("aria-current")));
  const frame = document.createElement("div");
  frame.className = "slider no-print";
  const range = Object.assign(document.createElement("input"), { type: "range", id: "day-slider", min: "0", max: String(links.length - 1), step: "1", value: String(current) });
  const label = Object.assign(document.createElement("label"), { textContent: "As known on", htmlFor: "day-slider" });
  const shown = Object.assign(document.createElement("output"), { htmlFor: "day-slider" });
  const say = () => {
    shown.textContent = links[range.value].textContent;
    range.setAttribute("aria-valuetext", shown.textContent);
  };
  range.addEventListener("input", say);
  range.addEventListener("change", () => load(links[range.value].href, "#day-slider"));
  say();
  frame.append(label, range, shown);
  list.before(frame);
}

// Loads an address of this room into the page: the main part is taken over, the rest stays.
async function load(href, focus) {
  document.body.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(href, { headers: { accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("main");
    if (!fresh || new URL(answer.url).origin !== location.origin) return location.assign(href);
    document.querySelector("main").replaceWith(document.adoptNode(fresh));
    document.title = page.title;
    history.pushState({ part: true }, "", answer.url);
    start();
    if (focus) document.querySelector(focus)?.focus({ preventScroll: true });
  } catch {
    location.assign(href);
  } finally {
    document.body.removeAttribute("aria-busy");
  }
}
addEventListener("popstate", (event) => event.state?.part && location.reload());

// The map and its list: what is pointed at or focused in one is marked in both.
function inStep() {
  const map = document.querySelector("[data-map]");
  if (!map) return;
  const all = [...document.querySelectorAll("main [data-mark]")];
  const show = (event) => {
    const key = event.target.closest?.("[data-mark]")?.dataset.mark;
    for (const element of all) element.classList.toggle("here", element.dataset.mark === key);
  };
  for (const part of [map, document.querySelector(".list-side")]) {
    part?.addEventListener("pointerover", show);
    part?.addEventListener("focusin", show);
  }
}

// Which keys there are: ? says it.
function help() {
  const box = document.querySelector("[data-keys]");
  if (box) keys({ "?": () => (box.open ? box.close() : box.showModal()) });
}

// What a page binds anew whenever its main part has changed.
function start() {
  bound.clear();
  shown();
  rows();
  reader();
  slider();
  inStep();
  help();
}
start();

// Buttons with data-key are pressed by their key.
for (const button of document.querySelectorAll("button[data-key]")) {
  keys({ [button.dataset.key]: () => (button.form?.reportValidity() ? button.form.requestSubmit(button) : undefined) });
}
