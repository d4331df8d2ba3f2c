// Keys for whoever works here all day: "n" a note, "/" search, "?" what the keys are. Never while something is typed.
"use strict";

const focus = (field) => field && (field.focus(), true);

const KEYS = {
  "?": () => (document.getElementById("keys").showModal(), true),
  n: () => focus(document.querySelector("[data-key-note]")),
  // On a list its own search; elsewhere the palette that finds anyone.
  "/": () => focus(document.getElementById("searchbar")) || window.dispatchEvent(new CustomEvent("opencommand")),
};

document.addEventListener("keydown", (event) => {
  const busy = event.target.closest("input, textarea, select, [contenteditable]") || document.querySelector("dialog[open]");
  if (!busy && !event.ctrlKey && !event.metaKey && !event.altKey && KEYS[event.key]?.()) {
    event.preventDefault();
  }
});
