// More like this, fetched when one comes near it: most who open a cable never look so far down.

const NEAR = "400px"; // below the edge of the window
const box = document.getElementById("alike");

async function fill() {
  const answer = await fetch(box.dataset.alike).catch(() => null);
  if (!answer?.ok) return; // the link to its page stands there still
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const list = page.getElementById("alike-list");
  const link = box.querySelector("p");
  if (list) link.before(document.adoptNode(list));
  else link.textContent = page.querySelector(".note").textContent;
}

if (box?.dataset.alike) {
  const seen = new IntersectionObserver(
    (entries) => {
      if (!entries.some((one) => one.isIntersecting)) return;
      seen.disconnect();
      fill();
    },
    { rootMargin: NEAR },
  );
  seen.observe(box);
}
