// A look at the cable that a reference names, on hover or focus. It can be hovered itself, stays
// while it is looked at, and Escape closes it (WCAG 1.4.13).

import { words } from "./words.js";

const WAIT = 250; // ms
const REFERENCES = "a.reftel:not(.unheld), #references a.card";
const cards = new Map();
const sheet = document.createElement("div");
sheet.className = "preview";
sheet.id = "preview";
sheet.setAttribute("role", "tooltip");
sheet.hidden = true;
let link = null;
let timer = 0;

function part(kind, className, text) {
  const made = document.createElement(kind);
  made.className = className;
  made.dir = "auto";
  made.textContent = text;
  return made;
}

async function cardOf(one) {
  const id = one.pathname.split("/").at(-1);
  if (!cards.has(id)) {
    const answer = await fetch(words("cardUrl") + id).catch(() => null);
    if (!answer?.ok) return null;
    cards.set(id, await answer.json());
  }
  return cards.get(id);
}

function hide() {
  clearTimeout(timer);
  link?.removeAttribute("aria-describedby");
  link = null;
  sheet.hidden = true;
}

function place(one) {
  const box = one.getClientRects()[0]; // its first line, where it is broken over two
  const width = sheet.offsetWidth;
  const left = Math.max(8, Math.min(box.left, document.documentElement.clientWidth - width - 8));
  const below = box.bottom + sheet.offsetHeight < innerHeight || box.top < sheet.offsetHeight;
  sheet.style.left = `${left + scrollX}px`;
  sheet.style.top = `${(below ? box.bottom : box.top - sheet.offsetHeight) + scrollY}px`;
}

async function show(one) {
  const found = await cardOf(one);
  if (!found || link !== one) return;
  const { card, opening } = found;
  const facts = [card.id, card.created?.slice(0, 10), card.origin, card.classification];
  sheet.replaceChildren(
    part("p", "preview-facts", facts.filter(Boolean).join(" · ")),
    part("p", "preview-subject", card.subject ?? words("noSubject")),
    part("p", "preview-opening", opening),
  );
  sheet.hidden = false;
  place(one);
  one.setAttribute("aria-describedby", sheet.id);
}

function come(one) {
  if (link === one) {
    clearTimeout(timer);
    return;
  }
  hide();
  link = one;
  timer = setTimeout(show, WAIT, one);
}

function leave() {
  clearTimeout(timer);
  timer = setTimeout(hide, WAIT);
}

const hovered = (event) => event.pointerType === "mouse" && event.target.closest?.(REFERENCES);

if (document.querySelector(REFERENCES)) {
  document.body.append(sheet);
  document.addEventListener("pointerover", (event) => hovered(event) && come(hovered(event)));
  document.addEventListener("pointerout", (event) => hovered(event) && leave());
  document.addEventListener("focusin", (event) => {
    const one = event.target.closest(REFERENCES);
    if (one) come(one);
  });
  document.addEventListener("focusout", (event) => event.target.closest(REFERENCES) && leave());
  sheet.addEventListener("pointerenter", () => clearTimeout(timer));
  sheet.addEventListener("pointerleave", leave);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hide());
}

// What a TAG means is shown by style alone; Escape closes that too, until one has left.
const tags = document.querySelectorAll(".tag-with");
const closed = (which, yes) => which.forEach((one) => one.classList.toggle("closed", yes));
if (tags.length) {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closed(document.querySelectorAll(".tag-with:is(:hover, :focus-within)"), true);
  });
}
for (const one of tags) {
  for (const left of ["pointerleave", "focusout"]) one.addEventListener(left, () => closed([one], false));
}
