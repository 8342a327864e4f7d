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
  const show = (element) => {
    const slot = element.dataset.slot;
    if (slot === shown) return;
    mark(shown, false);
    mark(slot, true);
    shown = slot;
    detail.textContent = element.getAttribute("aria-label");
  };
  for (const kind of ["pointerover", "focusin", "click"]) {
    document.addEventListener(kind, (event) => {
      const element = event.target.closest && event.target.closest("[data-slot]");
      if (element) show(element);
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
  const enhance = (root) => {
    collect(root);
    for (const picture of root.querySelectorAll("figure")) walk(picture);
  };
  enhance(document);
  // What comes onto the page later says so.
  document.addEventListener("layout-added", (event) => enhance(event.target));
})();
