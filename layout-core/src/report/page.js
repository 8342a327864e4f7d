(() => {
  "use strict";
  const detail = document.getElementById("detail");
  const bySlot = new Map();
  const collect = (root) => {
    for (const element of root.querySelectorAll("[data-slot]")) {
      const slot = element.dataset.slot;
      if (!bySlot.has(slot)) bySlot.set(slot, []);
      bySlot.get(slot).push(element);
    }
  };
  let shown = null;
  const mark = (slot, on) => {
    for (const element of bySlot.get(slot) || []) element.classList.toggle("on", on);
  };
  // What is said of a byte stands below the picture, in a place that is kept for it.
  const show = (element) => {
    const slot = element.dataset.slot;
    if (slot === shown) return;
    mark(shown, false);
    mark(slot, true);
    shown = slot;
    const figure = element.closest("section").querySelector("figure");
    if (!figure) return;
    if (detail.parentNode !== figure) figure.append(detail);
    detail.hidden = false;
    detail.textContent = element.getAttribute("aria-label");
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    mark(shown, false);
    shown = null;
    detail.hidden = true;
  });
  for (const kind of ["pointerover", "focusin", "click"]) {
    document.addEventListener(kind, (event) => {
      const element = event.target.closest && event.target.closest("[data-slot]");
      if (!element) return;
      show(element);
      if (kind === "focusin" && !detail.hidden) {
        // What the keyboard reaches is not below what is said of it.
        const hidden = element.getBoundingClientRect().bottom - detail.getBoundingClientRect().top;
        if (hidden > 0) scrollBy(0, hidden + 8);
      }
    });
  }
  // Tab stops once in each picture; from there the arrow keys go on.
  // (A listener on the SVG element itself would make that a stop too.)
  const walk = (picture) => {
    const slots = [...picture.querySelectorAll(".slot")];
    let at = 0;
    const stopAt = (next) => {
      slots[at].tabIndex = -1;
      at = next;
      slots[at].tabIndex = 0;
    };
    if (slots.length) stopAt(0);
    picture.addEventListener("focusin", (event) => {
      const next = slots.indexOf(event.target);
      if (next >= 0) stopAt(next);
    });
    picture.addEventListener("keydown", (event) => {
      const last = slots.length - 1;
      const to = {
        ArrowRight: Math.min(at + 1, last),
        ArrowDown: Math.min(at + 1, last),
        ArrowLeft: Math.max(at - 1, 0),
        ArrowUp: Math.max(at - 1, 0),
        Home: 0,
        End: last,
      }[event.key];
      if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      slots[to].focus();
    });
  };
  // A table that is cut can be scrolled by the keyboard.
  const cut = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      if (target.scrollWidth > target.clientWidth) {
        target.tabIndex = 0;
        target.setAttribute("role", "region");
        target.setAttribute("aria-label", "Fields, to be scrolled sideways");
      } else {
        for (const name of ["tabindex", "role", "aria-label"]) target.removeAttribute(name);
      }
    }
  });
  const enhance = (root) => {
    collect(root);
    for (const rows of root.querySelectorAll(".rows")) cut.observe(rows);
    for (const picture of root.querySelectorAll("figure")) walk(picture);
  };
  enhance(document);
  // What comes onto the page later says so.
  document.addEventListener("layout-added", (event) => enhance(event.target));
})();
