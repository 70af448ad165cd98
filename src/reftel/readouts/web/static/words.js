// What the scripts say, in the language of the page: base.html keeps the sentences.

const kept = document.getElementById("words")?.dataset ?? {};

/** A sentence by its name, with its places filled. */
export function words(name, places = {}) {
  return (kept[name] ?? "").replace(/\{(\w+)\}/g, (_, place) => places[place] ?? "");
}

/** Say something to those who listen to the page. */
export function say(sentence) {
  const line = document.getElementById("said");
  if (line) line.textContent = sentence;
}
