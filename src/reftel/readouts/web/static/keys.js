// Single keys. What a key does stands in the page: <a data-key="t"> is followed, <details
// data-key="h"> is opened. Only the ways through a text and a list are known here.

const NAME = "reftel.keys";
const calm = matchMedia("(prefers-reduced-motion: reduce)");
let on = kept() !== "off";

// A browser may refuse to remember; then the choice holds for this page.
function kept() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

/** Whether single keys work (WCAG 2.1.4: they can be switched off). */
export function keysAreOn() {
  return on;
}

/** Switch them on or off, and remember it where the browser lets us. */
export function switchKeys(wanted) {
  on = wanted;
  try {
    localStorage.setItem(NAME, on ? "on" : "off");
  } catch {
    // not remembered
  }
}

/** Bring something into view and make it the place where keyboard and screen reader go on. */
export function goTo(element, block = "start") {
  if (!element.matches("a, button, input, summary, [tabindex]")) element.tabIndex = -1;
  // Told to be visible: after a click of the mouse a browser would draw no ring.
  element.focus({ preventScroll: true, focusVisible: true });
  const box = element.closest(".par, .hit") ?? element;
  // A short way slides, so that the eye can follow; a long one would only pass by.
  const far = Math.abs(box.getBoundingClientRect().top) > 1.5 * innerHeight;
  box.scrollIntoView({ block, behavior: calm.matches || far ? "auto" : "smooth" });
}

/** The next (1) or previous (-1) paragraph or hit, seen from where the reader is. */
function step(way) {
  const all = [...document.querySelectorAll("[data-step]")];
  const within = document.activeElement?.closest(".par, .hit");
  const at = within ? all.indexOf(within.querySelector("[data-step]")) : -1;
  let next = all[at + way];
  if (at < 0) {
    const below = all.findIndex((one) => one.getBoundingClientRect().top >= -4);
    next = way > 0 ? all[below] : all[(below < 0 ? all.length : below) - 1];
  }
  if (next) goTo(next);
}

function act(key) {
  if (key === "/") {
    const box = document.getElementById("q");
    box?.focus();
    box?.select();
    return Boolean(box);
  }
  if (key === "j" || key === "k") {
    step(key === "j" ? 1 : -1);
    return true;
  }
  const bound = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!bound) return false;
  if (bound.matches("a, button")) {
    bound.click();
    return true;
  }
  if (bound.matches("details")) bound.open = true;
  goTo(bound.matches("details") ? bound.querySelector("summary") : bound, "nearest");
  bound.dispatchEvent(new CustomEvent("summoned"));
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!on || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.length !== 1 || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
  if (act(event.key)) event.preventDefault();
});
