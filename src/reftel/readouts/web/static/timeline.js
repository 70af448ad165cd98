// Months chosen on a timeline by dragging, by touch or with the arrow keys. Without this script each
// bar is a link to its own month.

import { words } from "./words.js";

const STEPS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
const MOVED = 5; // pixels; less is a click

/** The query for some months in place of the days it names so far. */
export function within(query, from, to) {
  const rest = query.replace(/(^|\s)date(:|[<>]=?)\S+/gi, "$1").replace(/\s+/g, " ").trim();
  return `${rest} date:${from}${from === to ? "" : `..${to}`}`.trim();
}

function spoken(month) {
  const [year, number] = month.split("-").map(Number);
  if (!number) return month;
  const language = document.documentElement.lang;
  const day = new Date(Date.UTC(year, number - 1, 15));
  return day.toLocaleDateString(language, { month: "long", year: "numeric", timeZone: "UTC" });
}

function equip(figure) {
  const bars = [...figure.querySelectorAll("[data-month]")];
  bars.sort((one, other) => (one.dataset.month < other.dataset.month ? -1 : 1));
  if (!bars.length) return;
  const links = bars.map((bar) => bar.closest("a"));
  const line = document.createElement("p");
  line.className = "timeline-said";
  line.setAttribute("aria-live", "polite");
  line.textContent = words("timeline");
  figure.after(line);
  let from = -1;
  let to = -1;

  function choose(one, other) {
    [from, to] = [one, other];
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    bars.forEach((bar, n) => bar.classList.toggle("chosen", one >= 0 && n >= low && n <= high));
    figure.classList.toggle("choosing", one >= 0);
    if (one < 0) line.textContent = words("timeline");
    else {
      const ends = { from: spoken(bars[low].dataset.month), to: spoken(bars[high].dataset.month) };
      line.textContent = words(low === high ? "month" : "range", ends);
    }
  }

  function go() {
    const [low, high] = [Math.min(from, to), Math.max(from, to)];
    const asked = within(figure.dataset.query, bars[low].dataset.month, bars[high].dataset.month);
    const target = new URL(words("searchUrl"), location.href);
    target.searchParams.set("q", asked);
    location.assign(target);
  }

  function barAt(x) {
    const away = bars.map((bar) => {
      const box = bar.getBoundingClientRect();
      return Math.max(box.left - x, x - box.right, 0);
    });
    return away.indexOf(Math.min(...away));
  }

  // --- pointer: mouse, pen and finger alike ---
  let start = null;
  let dragged = false;
  figure.addEventListener("dragstart", (event) => event.preventDefault());
  figure.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    start = event.clientX;
    dragged = false;
  });
  figure.addEventListener("pointermove", (event) => {
    if (start === null || (!dragged && Math.abs(event.clientX - start) < MOVED)) return;
    if (!dragged) figure.setPointerCapture(event.pointerId);
    dragged = true;
    choose(barAt(start), barAt(event.clientX));
  });
  figure.addEventListener("pointerup", () => {
    if (dragged) go();
    start = null;
  });
  figure.addEventListener("pointercancel", () => {
    start = null;
    choose(-1, -1);
  });
  figure.addEventListener("click", (event) => dragged && event.preventDefault(), true);

  // --- keyboard: one stop for Tab, arrows within ---
  links.forEach((link, n) => link?.setAttribute("tabindex", n ? "-1" : "0"));
  figure.addEventListener("keydown", (event) => {
    const at = links.indexOf(event.target.closest("a"));
    if (at < 0) return;
    if (event.key === "Enter" && from !== to) {
      event.preventDefault();
      go();
    } else if (event.key === "Escape") {
      choose(-1, -1);
    } else if (event.key in STEPS) {
      event.preventDefault();
      const next = Math.max(0, Math.min(links.length - 1, at + STEPS[event.key]));
      links[at].setAttribute("tabindex", "-1");
      links[next].setAttribute("tabindex", "0");
      links[next].focus();
      choose(event.shiftKey && from >= 0 ? from : event.shiftKey ? at : next, next);
    }
  });
}

document.querySelectorAll("[data-timeline]").forEach(equip);
