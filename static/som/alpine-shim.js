// Unfold's templates speak to Alpine in expressions; Alpine's CSP build evaluates no JavaScript and sees no globals.
// This names for it what those templates use, and gives the keyboard what Unfold leaves to the mouse.
"use strict";

document.addEventListener("alpine:init", () => {
  const helpers = {
    // Alpine keeps a data object's own proxies; the real Storage methods need their own "this".
    localStorage: { getItem: (key) => window.localStorage.getItem(key) },
    getCurrentTab: () => window.getCurrentTab(),
    sortRecords: (event) => window.sortRecords(event),
    rememberSidebar: (open) => window.localStorage.setItem("sidebarDesktopOpen", open ? "1" : "0"),
    formAction(tab) {
      const page = window.location.pathname + window.location.search;
      return tab && tab !== "general" ? `${page}#${tab}` : page;
    },
  };
  const sidebarSearch = {
    openResults() {
      this.openSearchResults = true;
      this.currentIndex = 0;
    },
    closeResults() {
      this.openSearchResults = false;
      const input = this.$refs.searchInput;
      if (input.value === "") {
        input.blur();
      }
      input.value = "";
    },
  };
  const extend = (name, extra) =>
    Alpine.data(name, (...given) => {
      const made = window[name](...given);
      return Object.defineProperties(made, Object.getOwnPropertyDescriptors(extra));
    });
  extend("theme", helpers);
  extend("searchForm", {});
  extend("searchDropdown", sidebarSearch);
  extend("searchCommand", {});
});

// Click targets that are no links or buttons: reach them with Tab, press them with Enter or the space bar. And names for
// what has none: scrolling regions, and the search fields that select2 makes.
const NATIVE = "a[href], button, input, select, textarea, summary, label";

function reachable(root) {
  for (const target of root.querySelectorAll("[x-on\\:click]")) {
    // An empty one is the ground behind a dialog, which Escape closes too.
    const says = target.textContent.trim() || target.hasAttribute("aria-label");
    if (says && !target.matches(NATIVE) && !target.querySelector(NATIVE) && !target.hasAttribute("tabindex")) {
      target.setAttribute("role", "button");
      target.setAttribute("tabindex", "0");
    }
  }
  for (const region of root.querySelectorAll('[role="region"][aria-label="scrollable content"]')) {
    const within = region.closest("nav[aria-label], [role='dialog'], [data-inline-type], #changelist-filter");
    const name = within?.getAttribute("aria-label") || within?.querySelector("h2, h3")?.textContent.trim();
    if (name) {
      region.setAttribute("aria-label", name);
    }
  }
  // Icons are words in a font of pictures: "arrow_back" helps nobody where there is a text beside it.
  for (const icon of root.querySelectorAll(".material-symbols-outlined:not([aria-hidden], [role])")) {
    const holder = icon.closest("a, button, [role='button']") || icon.parentElement;
    if (holder.hasAttribute("aria-label") || holder.textContent.trim() !== icon.textContent.trim()) {
      icon.setAttribute("aria-hidden", "true");
    }
  }
  for (const box of root.querySelectorAll(".select2-container:not([data-named])")) {
    const select = box.previousElementSibling;
    const name = select?.labels?.[0]?.textContent.trim() || select?.getAttribute("aria-label") || select?.name;
    const chosen = box.querySelector(".select2-selection--single");
    if (!name) {
      continue;
    }
    box.dataset.named = "";
    box.querySelector(".select2-search__field")?.setAttribute("aria-label", name);
    if (chosen) {
      // Its name and then what is chosen, which select2 names alone.
      chosen.querySelector(".select2-selection__rendered")?.setAttribute("aria-label", name);
      chosen.id ||= `${select.id}-chosen`;
      chosen.setAttribute("aria-label", name);
      chosen.setAttribute("aria-labelledby", `${chosen.id} ${chosen.getAttribute("aria-labelledby")}`);
    }
  }
}

document.addEventListener("keydown", (event) => {
  const target = event.target;
  if ((event.key === "Enter" || event.key === " ") && target.matches?.('[role="button"][tabindex]') && !target.matches(NATIVE)) {
    event.preventDefault();
    target.click();
  }
});
let asked = false;
new MutationObserver(() => {
  if (!asked) {
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      reachable(document);
    });
  }
}).observe(document.documentElement, { childList: true, subtree: true });
