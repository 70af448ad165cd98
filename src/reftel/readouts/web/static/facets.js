// A box over each long list of a facet that leaves what holds the letters typed.

import { say, words } from "./words.js";

const LONG = 20; // what the eye finds sooner than a word typed

for (const facet of document.querySelectorAll("[data-facet]")) {
  const rows = [...facet.querySelectorAll("li")];
  if (rows.length <= LONG) continue;
  const more = facet.querySelector("details.more");
  const whole = facet.querySelector("a[data-whole]"); // where not every value came with the page
  const box = document.createElement("input");
  box.type = "search";
  box.className = "filter";
  const name = words("filter", { name: facet.dataset.facet });
  box.placeholder = name;
  box.setAttribute("aria-label", name);
  facet.querySelector("h2").after(box);
  const letters = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = rows.map((row) => letters(row.querySelector("a").title || row.textContent));
  box.addEventListener("input", () => {
    const wanted = letters(box.value.trim());
    rows.forEach((row, n) => (row.hidden = !texts[n].includes(wanted)));
    if (more) more.open = wanted !== "";
    if (whole) {
      const target = new URL(whole.href);
      if (wanted) target.searchParams.set("find", box.value.trim());
      else target.searchParams.delete("find");
      whole.href = target;
    }
    const left = rows.filter((row) => !row.hidden).length;
    say(words("left", { number: left, all: rows.length }));
  });
}

// A browser that cannot show a folded part by style alone has it opened once, where there is room.
if (!CSS.supports("selector(::details-content)")) {
  for (const fold of document.querySelectorAll(".fold")) {
    const width = fold.closest(".toc") ? "75.01rem" : "52.01rem"; // as in reftel.css
    if (matchMedia(`(min-width: ${width})`).matches) fold.open = true;
  }
}
