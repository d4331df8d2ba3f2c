// Keys for whoever works here all day: "n" a note, "/" search, "?" what the keys are. Never while something is typed.
"use strict";

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) {
    return;
  }
  const fields = { n: "[data-key-note]", "/": "#searchbar, [data-key-search], #nav-filter, #sidebar-search" };
  if (event.key === "?") {
    document.getElementById("keys")?.showModal();
  } else if (fields[event.key]) {
    const field = document.querySelector(fields[event.key]);
    if (field) {
      event.preventDefault();
      field.focus();
    }
  }
});
