(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const [search, sort, finding] = ["search", "sort", "finding"].map(byId);
  const list = byId("types");
  const types = [...list.children].map((element) => {
    const { size, lost, lines, warnings, findings } = element.dataset;
    const name = element.querySelector(".name").textContent;
    const fields = [...element.querySelectorAll(".rows b")].map((field) => field.textContent);
    return {
      element,
      name,
      size: +size,
      lost: +lost,
      lines: +lines,
      warnings: +warnings,
      findings: findings ? findings.split(" ") : [],
      text: [name, element.querySelector(".file").textContent, ...fields].join("\n").toLowerCase(),
    };
  });

  const filter = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const id = finding.value;
    let shown = 0;
    for (const type of types) {
      const isFound = id === "" || (id === "*" ? type.findings.length > 0 : type.findings.includes(id));
      const isShown = isFound && words.every((word) => type.text.includes(word));
      if (type.element.hidden === isShown) type.element.hidden = !isShown;
      if (isShown) shown += 1;
    }
    byId("count").textContent = `${shown} of ${types.length}`;
    byId("none").hidden = shown > 0;
  };

  const ranks = {
    "bytes lost": (type) => [type.lost, type.size],
    size: (type) => [type.size, type.lost],
    findings: (type) => [type.warnings, type.findings.length],
    "cache lines": (type) => [type.lines, type.size],
    name: () => [0, 0],
  };
  const arrange = () => {
    const rank = ranks[sort.value];
    types.sort((one, other) => {
      const [a, b] = [rank(one), rank(other)];
      if (a[0] !== b[0]) return b[0] - a[0];
      if (a[1] !== b[1]) return b[1] - a[1];
      return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
    });
    list.replaceChildren(...types.map((type) => type.element));
  };

  const showAll = () => {
    search.value = "";
    finding.value = "";
    filter();
  };
  const goTo = (element) => {
    element.scrollIntoView();
    element.focus({ preventScroll: true });
    // What comes into view takes its true height only then.
    requestAnimationFrame(() => element.scrollIntoView());
  };
  // A link leads to its type even where that is filtered out.
  const follow = () => {
    const element = byId(decodeURIComponent(location.hash.slice(1)));
    if (!element || element.parentNode !== list) return;
    if (element.hidden) showAll();
    goTo(element);
  };
  const step = (by) => {
    const shown = types.filter((type) => !type.element.hidden).map((type) => type.element);
    const at = shown.indexOf(document.activeElement && document.activeElement.closest("article"));
    const next = shown[at < 0 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1)];
    if (next) goTo(next);
  };

  search.addEventListener("input", filter);
  finding.addEventListener("change", filter);
  sort.addEventListener("change", arrange);
  window.addEventListener("hashchange", follow);
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      showAll();
      return;
    }
    if (event.target.closest("input, select")) return;
    const act = { "/": () => search.focus(), j: () => step(1), k: () => step(-1) }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  filter();
  if (location.hash) follow();
})();
