// Help under the search box while one types: fields, values, operators, and how the query would be
// understood. A combobox (ARIA): nothing is chosen until one goes into the list, so Enter searches.

import { words } from "./words.js";

const WAIT = 110; // ms without a key before we ask

function equip(box) {
  const popup = document.createElement("div");
  const list = document.createElement("ul");
  const note = document.createElement("p");
  popup.className = "suggest";
  popup.hidden = true;
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words("suggestions"));
  note.setAttribute("aria-live", "polite");
  popup.append(list, note);
  box.closest("form").append(popup);
  const roles = { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id };
  for (const [name, value] of Object.entries({ ...roles, "aria-expanded": "false" })) {
    box.setAttribute(name, value);
  }
  let answer = null;
  let active = -1;
  let timer = 0;
  let asking = null;

  function show(open) {
    popup.hidden = !open;
    box.setAttribute("aria-expanded", String(open && list.children.length > 0));
    if (!open) activate(-1);
  }

  function close() {
    clearTimeout(timer);
    asking?.abort();
    show(false);
  }

  function activate(at) {
    active = at;
    [...list.children].forEach((row, n) => row.setAttribute("aria-selected", String(n === at)));
    if (at < 0) box.removeAttribute("aria-activedescendant");
    else {
      box.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  }

  function part(kind, text) {
    const made = document.createElement(kind);
    made.textContent = text;
    return made;
  }

  function draw(found) {
    const chosen = answer?.choices[active]?.text; // an answer that comes late must not take it back
    answer = found;
    const rows = found.choices.map((choice, n) => {
      const row = document.createElement("li");
      row.id = `suggestion-${n}`;
      row.setAttribute("role", "option");
      row.append(part("code", choice.text.trim()), part("span", [choice.words, choice.example].filter(Boolean).join(": ")));
      if (choice.count !== null) row.append(part("b", choice.count.toLocaleString()));
      return row;
    });
    const all = beyond(found);
    if (all) rows.push(all);
    list.replaceChildren(...rows);
    list.hidden = !rows.length;
    const [problem] = found.problems;
    // While a value is being written its field is empty or half a word: no reason to complain.
    const speak = problem && !rows.length;
    note.textContent = speak ? `${words("problem")} ${problem.sentence}` : "";
    if (!speak && !rows.length && found.understood.includes(" ")) {
      note.textContent = `${words("understood")}: ${found.understood}`;
    }
    note.hidden = !note.textContent;
    activate(found.choices.findIndex((choice) => choice.text === chosen));
    show(document.activeElement === box && (rows.length > 0 || !note.hidden));
  }

  /** A last row that leads to all values, where there are more than fit here. */
  function beyond(found) {
    if (!found.facet || found.in_all <= found.choices.length) return null;
    const [start, end] = found.replaces;
    const letters = [...found.query];
    const rest = letters.slice(0, start).join("") + letters.slice(end).join("");
    const target = new URL(words("facetUrl") + found.facet, location.href);
    if (rest.trim()) target.searchParams.set("q", rest.trim());
    if (found.typed) target.searchParams.set("find", found.typed);
    const row = document.createElement("li");
    row.id = "suggestion-all";
    row.dataset.href = target;
    row.setAttribute("role", "option");
    row.append(part("span", words("allValues", { number: found.in_all.toLocaleString() })));
    return row;
  }

  async function ask() {
    asking?.abort();
    asking = new AbortController();
    const asked = new URL(words("suggestUrl"), location.href);
    asked.searchParams.set("q", box.value);
    // The place is counted as the other side counts: in characters, not in halves of pairs.
    asked.searchParams.set("at", [...box.value.slice(0, box.selectionStart)].length);
    try {
      const given = await fetch(asked, { signal: asking.signal });
      if (given.ok) draw(await given.json());
      else show(false);
    } catch {
      // a newer question took its place, or nobody answered: the box works without
    }
  }

  function take(at) {
    const { href } = list.children[at].dataset;
    if (href) {
      location.assign(href);
      return;
    }
    // Choices that answer what stood there before would take back what was typed since.
    if (box.value !== answer.query) return;
    const letters = [...answer.query];
    const [start, end] = answer.replaces;
    const before = letters.slice(0, start).join("") + answer.choices[at].text;
    box.value = before + letters.slice(end).join("").replace(/^ /, "");
    box.setSelectionRange(before.length, before.length);
    box.focus();
    activate(-1);
    ask();
  }

  box.addEventListener("input", () => {
    clearTimeout(timer);
    activate(-1);
    if (box.value.trim()) timer = setTimeout(ask, WAIT);
    else close();
  });
  box.addEventListener("blur", close);
  box.form.addEventListener("submit", close);
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = list.hidden ? 0 : list.children.length;
    if (popup.hidden) {
      if (event.key === "ArrowDown" && box.value.trim()) ask();
      return;
    }
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown" && rows) activate((active + 2) % (rows + 1) - 1);
    else if (event.key === "ArrowUp" && rows) activate((active + rows + 1) % (rows + 1) - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && active >= 0 && !event.shiftKey) take(active);
    else return;
    event.preventDefault();
  });
  // Before the box loses the focus.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const row = event.target.closest("li");
    if (row) take([...list.children].indexOf(row));
  });
}

const box = document.querySelector("form.find input[name=q]");
if (box) equip(box);
