(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const [search, sort, finding] = ["search", "sort", "finding"].map(byId);
  const list = byId("types");
  const [tools, ranked, more] = ["tools", "ranked", "more"].map(byId);
  const packed = document.getElementsByClassName("packed");
  const shownAtFirst = list.children.length;
  const perPack = 32;

  // The cards of a pack, as texts. Those of one pack are unpacked once.
  const packs = new Map();
  const unpack = (number) => {
    if (!packs.has(number)) {
      const bytes = Uint8Array.from(atob(packed[number].textContent), (c) => c.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      packs.set(number, new Response(stream).json());
    }
    return packs.get(number);
  };
  // Puts the card of a type where only its name is.
  const fill = async (type) => {
    if (type.card === undefined) return;
    const number = type.card;
    type.card = undefined;
    watch.unobserve(type.element);
    const cards = await unpack(Math.floor(number / perPack));
    type.element.innerHTML = cards[number % perPack];
    type.element.dispatchEvent(new Event("layout-added", { bubbles: true }));
  };
  const byElement = new Map();
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (isIntersecting) fill(byElement.get(target));
      }
    },
    { rootMargin: "1200px" },
  );
  const heading = (id, short, name) => {
    const article = document.createElement("article");
    article.id = id;
    article.tabIndex = -1;
    article.append(document.createElement("h2"), document.createElement("p"));
    article.firstChild.textContent = short;
    article.lastChild.className = "what muted";
    article.lastChild.textContent = name;
    return article;
  };
  const fragment = document.createDocumentFragment();
  const types = JSON.parse(byId("index").textContent).map((row, number) => {
    const [id, name, short, file, fields, size, lost, lines, warnings, findings] = row;
    const isThere = number < shownAtFirst;
    const element = isThere ? list.children[number] : fragment.appendChild(heading(id, short, name));
    return {
      element,
      card: isThere ? undefined : number - shownAtFirst,
      id,
      short,
      name,
      size,
      lost,
      lines,
      warnings,
      findings: findings ? findings.split(" ") : [],
      text: [name, file, fields].join("\n").toLowerCase(),
    };
  });
  list.append(fragment);
  for (const type of types) {
    byElement.set(type.element, type);
    if (type.card !== undefined) watch.observe(type.element);
  }

  // The overview: the types that are shown, in their order; of many the first, until a reader asks for all.
  const rankedAtFirst = ranked.children.length;
  let most = rankedAtFirst;
  const put = (parent, tag, text, className) => {
    const child = parent.appendChild(document.createElement(tag));
    if (text !== undefined) child.textContent = text;
    if (className) child.className = className;
    return child;
  };
  const rowOf = ({ id, short, name, size, lost, lines, findings }) => {
    const row = document.createElement("tr");
    for (const number of [lost, size, lines]) put(row, "td", number, "n");
    const cell = put(row, "td");
    put(cell, "a", short).href = `#${encodeURIComponent(id).replaceAll("%3A", ":")}`;
    cell.append(" ");
    put(cell, "span", name, "muted");
    const found = put(row, "td");
    findings.forEach((finding, index) => {
      if (index > 0) found.append(" ");
      put(found, "code", finding);
    });
    return row;
  };
  const rank = () => {
    const hits = types.filter((type) => !type.element.hidden);
    ranked.replaceChildren(...hits.slice(0, most).map(rowOf));
    more.hidden = hits.length <= most;
    more.textContent = `Show all ${hits.length}`;
  };
  // Brings the first type that is found into view, unless it is.
  const toFirstHit = async () => {
    const first = types.find((type) => !type.element.hidden);
    if (!first) return;
    const { top } = first.element.getBoundingClientRect();
    if (top >= tools.getBoundingClientRect().bottom - 1 && top < innerHeight - 100) return;
    first.element.scrollIntoView();
    await fill(first);
    requestAnimationFrame(() => {
      if (!first.element.hidden) first.element.scrollIntoView();
    });
  };

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
    rank();
  };

  const ranks = {
    "bytes lost": (type) => [type.lost, type.size],
    size: (type) => [type.size, type.lost],
    findings: (type) => [type.warnings, type.findings.length],
    "cache lines": (type) => [type.lines, type.size],
    name: () => [0, 0],
  };
  const arrange = () => {
    const figures = ranks[sort.value];
    types.sort((one, other) => {
      const [a, b] = [figures(one), figures(other)];
      if (a[0] !== b[0]) return b[0] - a[0];
      if (a[1] !== b[1]) return b[1] - a[1];
      return one.name < other.name ? -1 : one.name > other.name ? 1 : 0;
    });
    const sorted = document.createDocumentFragment();
    for (const type of types) sorted.append(type.element);
    list.append(sorted);
    rank();
  };

  const showAll = () => {
    search.value = "";
    finding.value = "";
    most = rankedAtFirst;
    filter();
  };
  const goTo = async (element) => {
    element.scrollIntoView();
    element.focus({ preventScroll: true });
    await fill(byElement.get(element));
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

  const find = () => {
    filter();
    if (search.value.trim() !== "" || finding.value !== "") toFirstHit();
  };
  search.addEventListener("input", find);
  finding.addEventListener("change", find);
  more.addEventListener("click", () => {
    const next = most;
    most = Infinity;
    rank();
    ranked.children[next].querySelector("a").focus();
  });
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
