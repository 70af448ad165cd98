// The list of keys: a dialog of the browser's own, made from a template of the page.

import { keysAreOn, switchKeys } from "./keys.js";

const made = document.getElementById("help-dialog")?.content.firstElementChild;
const button = document.querySelector('[data-key="?"]');

if (made && button) {
  const dialog = document.importNode(made, true);
  const choice = dialog.querySelector("[data-keys-on]");
  choice.checked = keysAreOn();
  choice.addEventListener("change", () => switchKeys(choice.checked));
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "?") dialog.close();
  });
  // A click beside the dialog falls on its backdrop, which is the dialog element itself.
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  document.body.append(dialog);
  button.hidden = false;
  button.addEventListener("click", () => dialog.showModal());
}
