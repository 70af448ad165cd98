// Months chosen on a timeline by dragging or by touch, years with the arrow keys. Without this
// script each bar is a link to its own month, and each year one to its own.

import { words } from "./words.js";

const STEPS = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
const MOVED = 5; // pixels; less is a click

function spoken(moment) {
  const [year, number] = moment.split("-").map(Number);
  if (!number) return moment;
  const language = document.documentElement.lang;
  const day = new Date(Date.UTC(year, number - 1, 15));
  return day.toLocaleDateString(language, { month: "long", year: "numeric", timeZone: "UTC" });
}

function equip(figure) {
  const bars = [...figure.querySelectorAll("[data-month]")];
  bars.sort((one, other) => (one.dataset.month < other.dataset.month ? -1 : 1));
  if (!bars.length) return;
  const years = [...figure.querySelectorAll("a[data-year]")];
  const line = document.createElement("p");
  line.className = "timeline-said";
  line.setAttribute("aria-live", "polite");
  line.textContent = words("timeline");
  figure.after(line);
  let chosen = null;

  /** Marks all from one month or year to another, in whichever order they are given. */
  function choose(one, other) {
    chosen = one === null ? null : one <= other ? { from: one, to: other } : { from: other, to: one };
    bars.forEach((bar) => {
      const month = bar.dataset.month;
      const inside = chosen && month >= chosen.from && month.slice(0, chosen.to.length) <= chosen.to;
      bar.classList.toggle("chosen", Boolean(inside));
    });
    figure.classList.toggle("choosing", chosen !== null);
    if (!chosen) line.textContent = words("timeline");
    else {
      const ends = { from: spoken(chosen.from), to: spoken(chosen.to) };
      line.textContent = words(chosen.from === chosen.to ? "only" : "range", ends);
    }
  }

  function go() {
    const { from, to } = chosen;
    const range = from === to ? from : `${from}..${to}`;
    const target = new URL(words("searchUrl"), location.href);
    // Where a date goes depends on how the query is understood, so the page says it.
    target.searchParams.set("q", figure.dataset.before + range + figure.dataset.after);
    location.assign(target);
  }

  function monthAt(x) {
    const away = bars.map((bar) => {
      const box = bar.getBoundingClientRect();
      return Math.max(box.left - x, x - box.right, 0);
    });
    return bars[away.indexOf(Math.min(...away))].dataset.month;
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
    choose(monthAt(start), monthAt(event.clientX));
  });
  figure.addEventListener("pointerup", () => {
    if (dragged) go();
    start = null;
  });
  figure.addEventListener("pointercancel", () => {
    start = null;
    choose(null);
  });
  figure.addEventListener("click", (event) => dragged && event.preventDefault(), true);

  // --- keyboard: one stop for Tab, arrows from year to year; Shift keeps the one it began with ---
  let began = null;
  const stops = years.filter((year) => year.tabIndex >= 0);
  stops.forEach((year, n) => year.setAttribute("tabindex", n ? "-1" : "0"));
  figure.addEventListener("keydown", (event) => {
    const at = stops.indexOf(event.target.closest("a"));
    if (at < 0) return;
    if (event.key === "Enter" && chosen && chosen.from !== chosen.to) {
      event.preventDefault();
      go();
    } else if (event.key === "Escape") {
      choose(null);
    } else if (event.key in STEPS) {
      event.preventDefault();
      const next = Math.max(0, Math.min(stops.length - 1, at + STEPS[event.key]));
      stops[at].setAttribute("tabindex", "-1");
      stops[next].setAttribute("tabindex", "0");
      stops[next].focus();
      began = event.shiftKey ? (began ?? at) : next;
      choose(stops[began].dataset.year, stops[next].dataset.year);
      if (!event.shiftKey) began = null;
    }
  });
}

document.querySelectorAll("[data-timeline]").forEach(equip);
