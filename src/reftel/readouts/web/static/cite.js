// Called with a key, the box of citations cites the paragraph one stands on.

const box = document.getElementById("cite");

function place() {
  const par = document.activeElement?.closest(".par") ?? document.querySelector(".par:target, .par.here");
  return par?.dataset.place ?? "";
}

let wanted = "";

// Before the key moves the focus into the box, so it is still where the reader was.
document.addEventListener("keydown", () => (wanted = place()), true);

box?.addEventListener("summoned", async () => {
  const asked = new URL(box.dataset.citations, location.href);
  if (wanted) asked.searchParams.set("place", wanted);
  const answer = await fetch(asked).catch(() => null);
  if (!answer?.ok) return; // the citations of the whole cable stand there still
  const { address, styles } = await answer.json();
  box.querySelector(".cited").textContent = address;
  for (const one of box.querySelectorAll("[data-style]")) one.textContent = styles[one.dataset.style];
});
