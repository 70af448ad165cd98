// Where the reader is: the place of the address is marked, the contents show the present heading.

/** The element of a place, also where a person wrote #4, #PAR04 or the id with blanks round it. */
function placed(written) {
  const place = decodeURIComponent(written).trim().toLowerCase();
  const plain = place.replace(/^(?=\d)/, "par").replace(/^([a-z]+)0+(?=\d)/, "$1");
  return document.getElementById(place) ?? document.getElementById(plain);
}

function arrive() {
  for (const one of document.querySelectorAll(".here")) one.classList.remove("here");
  if (location.hash.length < 2) return;
  const found = placed(location.hash.slice(1));
  if (!found) return;
  found.classList.add("here");
  if (!document.querySelector(":target")) found.scrollIntoView();
  found.closest("details")?.setAttribute("open", "");
}

try {
  arrive();
} catch {
  // a fragment with half an escape in it: nothing to mark
}
addEventListener("hashchange", arrive);

const links = [...document.querySelectorAll(".toc a[href^='#']")];
const headings = links.map((link) => document.getElementById(link.hash.slice(1)));

function mark() {
  // The line that a heading must have passed sinks as one reads on, from near the top of the screen
  // to its foot, so that the last headings of a page have their turn too.
  const read = scrollY / Math.max(document.documentElement.scrollHeight - innerHeight, 1);
  const line = innerHeight * (0.3 + 0.7 * Math.min(read, 1)) + 1;
  const now = headings.findLastIndex((one) => one && one.getBoundingClientRect().top < line);
  links.forEach((link, n) => {
    if (n === now) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  });
  // Inside the list only: the page itself must not move.
  const list = links[now]?.closest(".toc");
  if (list) list.scrollTop = links[now].offsetTop - list.clientHeight / 2;
}

if (links.length) {
  let waits = false;
  const soon = () => {
    if (!waits) requestAnimationFrame(() => ((waits = false), mark()));
    waits = true;
  };
  addEventListener("scroll", soon, { passive: true });
  mark();
}
