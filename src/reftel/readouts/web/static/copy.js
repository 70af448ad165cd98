// Buttons that copy: the address of each paragraph, and each citation.

import { say, words } from "./words.js";

const ICONS = {
  link: "M6.5 9.5a3 3 0 0 0 4.2 0l2.4-2.4a3 3 0 0 0-4.2-4.2l-.9.9M9.5 6.5a3 3 0 0 0-4.2 0L2.9 8.9a3 3 0 0 0 4.2 4.2l.9-.9",
  sheet: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z",
  done: "M3 8.5l3.2 3.2L13 4.800",
};
const SVG = "http://www.w3.org/2000/svg";

async function put(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https the browser has no clipboard for us; the old command may still do.
    const area = document.createElement("textarea");
    area.className = "away";
    area.value = text;
    document.body.append(area);
    const before = document.activeElement;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    before?.focus();
    return done;
  }
}

/** A button that copies what `text()` gives; `of` says what for those who do not see the icon. */
export function copyButton(icon, of, text) {
  const button = document.createElement("button");
  const draw = (name) => {
    const svg = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    svg.setAttribute("viewBox", "0 0 16 16");
    svg.setAttribute("aria-hidden", "true");
    path.setAttribute("d", ICONS[name]);
    svg.append(path);
    button.replaceChildren(svg);
  };
  button.type = "button";
  button.className = "copy";
  button.title = of;
  button.setAttribute("aria-label", of);
  draw(icon);
  button.addEventListener("click", async () => {
    const done = await put(text());
    say(`${words(done ? "copied" : "notCopied")} ${text()}`);
    if (!done) return;
    draw("done");
    button.classList.add("done");
    setTimeout(() => {
      draw(icon);
      button.classList.remove("done");
    }, 1600);
  });
  return button;
}

for (const link of document.querySelectorAll(".par > .permalink")) {
  // The address without the words that were searched: it names the paragraph, not how we came. The
  // version stays, for its paragraphs are others.
  const address = () => {
    const named = new URL(link.hash, location.href);
    named.searchParams.delete("q");
    return named.href;
  };
  link.after(copyButton("link", words("copyAddress", { place: link.title }), address));
}

for (const citation of document.querySelectorAll("pre.citation")) {
  const row = document.createElement("div");
  row.className = "cite-row";
  citation.replaceWith(row);
  const name = `${words("copy")}: ${citation.getAttribute("aria-label")}`;
  row.append(citation, copyButton("sheet", name, () => citation.textContent));
}
