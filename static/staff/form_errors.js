// A form that came back: go to the first field that is not right, and to any other from the summary above the form.
"use strict";

function goTo(field) {
  // A field that completes what is typed is hidden behind what select2 shows in its place.
  const shown = field.matches(".select2-hidden-accessible") ? field.nextElementSibling?.querySelector(".select2-selection") : null;
  const target = shown || field;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: "center" });
}

const fieldOf = (link) => document.getElementById(decodeURIComponent(link.hash.slice(1)));

function begin() {
  const summary = document.querySelector("[data-form-errors]");
  const links = summary ? [...summary.querySelectorAll("a[href^='#']")] : [];
  const first = links.map(fieldOf).find(Boolean) || summary || document.querySelector("main [aria-invalid='true']");
  if (first) {
    goTo(first);
  }
}

// When everything has its place: scripts move things until the page is loaded, and select2 a moment longer.
window.addEventListener("load", () => (window.django?.jQuery ? window.django.jQuery(begin) : begin()));

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-form-errors] a[href^='#']");
  const field = link && fieldOf(link);
  if (field) {
    event.preventDefault();
    goTo(field);
  }
});
