"use strict";
// Draws the map and answers to the reader. Data reach the page as text only (textContent, fillText).
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { boxes, lines, words, ink } = data;
  const byId = (id) => document.getElementById(id);
  const [mapEl, panel, search, hits, hint] = ["map", "panel", "search", "hits", "hint"].map(byId);
  const PANEL = 390, MARGIN = 8, SMALLEST = 0.999, LARGEST = 1.5, ACCENT = "#0072b2";

  const state = {
    node: null, line: null, hoverNode: null, hoverLine: null, found: null, moved: false, whole: false, before: null,
    out: { nodes: new Set(), lines: new Set() }, // what the reader put out of sight
    actions: () => [], reveal: () => {}, told: () => {}, // given by the tools
  };
  const draw = window.ictDraw(data, state);

  // ---- the network: vis pans, zooms and finds the node under the pointer

  const nodes = new vis.DataSet(data.nodes.map((node) => ({
    ...node,
    ctxRenderer: ({ ctx, id, x, y }) => ({
      drawNode: () => { if (!draw.isFar(network.getScale())) draw.drawBox(ctx, id, x, y); },
      nodeDimensions: { width: boxes[id].width, height: boxes[id].height },
    }),
  })));
  const network = new vis.Network(mapEl, { nodes, edges: [] }, data.options);
  const lineAt = (point) => draw.lineAt(point, network.getScale());

  // The part of the map that the screen shows.
  function seenArea() {
    const { x: left, y: top } = network.DOMtoCanvas({ x: 0, y: 0 });
    const { x: right, y: bottom } = network.DOMtoCanvas({ x: mapEl.clientWidth, y: mapEl.clientHeight });
    return [left, top, right, bottom];
  }

  function view({ whole }) {
    const [left, top, right, bottom] = draw.bounds();
    const covered = panel.hidden ? 0 : PANEL;
    const [wide, high] = [mapEl.clientWidth - covered, mapEl.clientHeight];
    const fit = Math.min((wide - 2 * MARGIN) / (right - left || 1), (high - 2 * MARGIN) / (bottom - top || 1), LARGEST);
    const readable = whole || fit >= SMALLEST;
    const scale = readable ? fit : 1;
    const [x, y] = readable ? [(left + right) / 2, (top + bottom) / 2] : opening([left, top, right, bottom], wide, high);
    [...hint.children].forEach((text, n) => text.classList.toggle("on", readable === (n === 0)));
    network.moveTo({ position: { x: x + covered / 2 / scale, y }, scale });
    Object.assign(state, { moved: false, whole });
  }

  // The middle of a screen that starts where reading does, and shows nothing beyond the map.
  function opening([left, top, right, bottom], wide, high) {
    const [x, y] = draw.seen(data.start) ? draw.at.get(data.start) : [left, top];
    const within = (value, low, up, room) => (up - low < room ? (low + up) / 2 : Math.min(Math.max(value, low + room / 2), up - room / 2));
    return [within(x, left - MARGIN, right + MARGIN, wide), within(y, top - MARGIN, bottom + MARGIN, high)];
  }

  // Goes to a thing; one that can be read where it stands stays there.
  function focus(id) {
    const [view, box] = [seenArea(), draw.area(id)];
    const inView = [0, 1].every((k) => box[k] >= view[k] && box[k + 2] <= view[k + 2]);
    if (inView && network.getScale() >= SMALLEST) return uncover(id);
    const scale = Math.max(network.getScale(), 1);
    const { x, y } = network.getPosition(id);
    network.moveTo({ position: { x: x + PANEL / 2 / scale, y }, scale, animation: { duration: 250, easingFunction: "easeInOutQuad" } });
    Object.assign(state, { moved: true, before: null });
  }

  function uncover(id) {
    const at = network.canvasToDOM(network.getPosition(id));
    const over = at.x + (boxes[id].width / 2) * network.getScale() + 16 - (mapEl.clientWidth - PANEL);
    if (over <= 0) return;
    const { x, y } = network.getViewPosition();
    state.before ??= { position: { x, y }, scale: network.getScale() };
    network.moveTo({ position: { x: x + over / network.getScale(), y }, scale: network.getScale() });
  }

  // ---- the panel

  function make(tag, { text, cls, click, label } = {}, ...children) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (cls) made.className = cls;
    if (label) made.setAttribute("aria-label", label);
    if (click) { made.type = "button"; made.addEventListener("click", click); }
    made.append(...children);
    return made;
  }

  const note = (fact) => make("div", { cls: "note" }, make("p", { text: fact.text }), ...fact.citations.map((text) => make("cite", { text })));
  const notes = (facts, none) => (facts.length ? facts.map(note) : [make("p", { cls: "none", text: none })]);
  const goTo = (id) => make("button", { cls: "go", text: boxes[id].label, click: () => chooseNode(id, { move: true }) });

  const member = (item) => make("details", {}, make("summary", { text: item.label }), ...notes(item.notes, words.no_facts));

  function link(number, id) {
    const line = lines[number];
    const other = line.source === id ? line.target : line.source;
    const arrow = line.source === id ? "→" : "←";
    const relation = make("button", { cls: "go relation", text: `${line.label} ${arrow}`, click: () => chooseLine(number) });
    return make("li", {}, relation, " ", goTo(other), make("span", { cls: "relation", text: `（${line.status}）` }), ...line.notes.map(note));
  }

  function show(...children) {
    panel.replaceChildren(make("button", { cls: "close", text: "×", label: words.close, click: close }), ...children);
    panel.hidden = false;
    panel.scrollTop = 0;
    network.redraw();
  }

  function chooseNode(id, { move = false } = {}) {
    Object.assign(state, { node: id, line: null });
    const box = boxes[id];
    const kind = make("span", { cls: "kind", text: box.kind });
    kind.style.background = box.fill;
    kind.style.borderColor = box.border;
    const links = draw.near(id).map((number) => link(number, id));
    const unseen = draw.linesOf.get(id).length - links.length;
    show(
      kind, make("h2", { text: box.label }), ...state.actions(id),
      ...(box.members.length ? [make("h3", { text: `${words.members} (${box.members.length})` }), ...box.members.map(member)] : []),
      ...(box.members.length && !box.notes.length ? [] : [make("h3", { text: words.facts }), ...notes(box.notes, words.no_facts)]),
      make("h3", { text: `${words.links} (${links.length})` }),
      links.length ? make("ul", {}, ...links) : make("p", { cls: "none", text: words.no_links }),
      ...(unseen ? [make("p", { cls: "none", text: words.unseen.replace("{n}", unseen) })] : []),
    );
    if (move) focus(id);
    else uncover(id);
  }

  function chooseLine(number) {
    Object.assign(state, { node: null, line: number });
    const line = lines[number];
    show(
      make("span", { cls: "kind", text: line.status }),
      make("h2", {}, goTo(line.source), make("span", { cls: "relation", text: ` — ${line.label} → ` }), goTo(line.target)),
      make("h3", { text: words.facts }), ...notes(line.notes, words.no_link_facts),
    );
  }

  function close() {
    Object.assign(state, { node: null, line: null, hoverNode: null, hoverLine: null });
    panel.hidden = true;
    network.unselectAll();
    if (state.before) network.moveTo(state.before);
    state.before = null;
    network.redraw();
  }

  // ---- search

  const fold = (text) => text.normalize("NFKC").toLowerCase();
  const names = (id) => [boxes[id].label, ...boxes[id].members.map((item) => item.label)];
  let marked = 0;

  function find() {
    const wanted = fold(search.value.trim());
    const found = wanted ? Object.keys(boxes).filter((id) => names(id).some((name) => fold(name).includes(wanted))) : [];
    state.found = wanted ? new Set(found) : null;
    marked = 0;
    hits.replaceChildren(...found.map((id) => hit(id, wanted)));
    if (wanted && !found.length) hits.append(make("li", { text: words.none_found }));
    hits.hidden = !wanted;
    search.setAttribute("aria-expanded", String(Boolean(wanted)));
    mark(0);
    network.redraw();
  }

  function hit(id, wanted) {
    const name = names(id).find((name) => fold(name).includes(wanted));
    const where = `${name === boxes[id].label ? boxes[id].kind : boxes[id].label}${draw.seen(id) ? "" : words.not_shown}`;
    const item = make("li", { text: name }, make("small", { text: where }));
    item.setAttribute("role", "option");
    item.addEventListener("mousedown", (event) => { event.preventDefault(); pick(id); });
    item.pick = () => pick(id);
    return item;
  }

  function mark(step) {
    const items = [...hits.children].filter((item) => item.pick);
    marked = items.length ? (marked + step + items.length) % items.length : 0;
    items.forEach((item, n) => item.setAttribute("aria-selected", String(n === marked)));
    if (step && items[marked]) items[marked].scrollIntoView({ block: "nearest" });
  }

  function pick(id) {
    clearSearch();
    asTable(false);
    if (!draw.seen(id)) state.reveal(id);
    chooseNode(id, { move: true });
  }

  function clearSearch() {
    search.value = "";
    find();
    search.blur();
  }

  search.addEventListener("input", find);
  search.addEventListener("keydown", (event) => {
    if (event.key === "Enter") [...hits.children][marked]?.pick?.();
    else if (event.key === "ArrowDown") mark(1);
    else if (event.key === "ArrowUp") mark(-1);
    else return;
    event.preventDefault();
  });

  // ---- table, keys, pointer

  function asTable(on) {
    document.documentElement.classList.toggle("as-table", on);
    byId("switch").textContent = on ? words.map : words.table;
    byId("switch").setAttribute("aria-pressed", String(on));
    if (on) close();
  }

  function step(dx, dy) {
    const ids = draw.seenNodes();
    if (!ids.length) return;
    if (state.node === null) return chooseNode(ids.find((id) => boxes[id].emphasis) ?? ids[0]);
    const here = network.getPosition(state.node);
    const cost = (id) => {
      const there = network.getPosition(id);
      const ahead = (there.x - here.x) * dx + (there.y - here.y) * dy;
      const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx);
      return ahead > 4 ? ahead + 2 * aside : Infinity;
    };
    const next = ids.reduce((best, id) => (cost(id) < cost(best) ? id : best), state.node);
    if (next !== state.node) chooseNode(next, { move: true });
  }

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  mapEl.addEventListener("keydown", (event) => {
    if (!ARROWS[event.key]) return;
    event.preventDefault();
    step(...ARROWS[event.key]);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { if (search.value) clearSearch(); else if (!panel.hidden) close(); else asTable(false); }
    if (event.target === search || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") { event.preventDefault(); search.focus(); }
    if (event.key === "0") view({ whole: true });
  });
  byId("whole").addEventListener("click", () => { asTable(false); close(); view({ whole: true }); });
  byId("switch").addEventListener("click", () => asTable(!document.documentElement.classList.contains("as-table")));

  network.on("beforeDrawing", (ctx) => draw.drawBelow(ctx, { view: seenArea(), scale: network.getScale() }));
  network.on("afterDrawing", (ctx) => draw.drawAbove(ctx, network.getScale()));
  network.on("click", ({ nodes: [id], pointer }) => {
    if (id !== undefined) return chooseNode(id);
    const number = lineAt(pointer.canvas);
    if (number === null) close();
    else chooseLine(number);
  });
  network.on("hoverNode", ({ node }) => { state.hoverNode = node; mapEl.style.cursor = "pointer"; network.redraw(); });
  network.on("blurNode", () => { state.hoverNode = null; mapEl.style.cursor = ""; network.redraw(); });
  mapEl.addEventListener("mousemove", (event) => {
    const area = mapEl.getBoundingClientRect();
    const point = network.DOMtoCanvas({ x: event.clientX - area.left, y: event.clientY - area.top });
    const number = state.hoverNode === null && !draw.isFar(network.getScale()) ? lineAt(point) : null;
    if (number === state.hoverLine) return;
    state.hoverLine = number;
    if (state.hoverNode === null) mapEl.style.cursor = number === null ? "" : "pointer";
    network.redraw();
  });
  for (const turned of ["dragStart", "zoom"]) network.on(turned, () => Object.assign(state, { moved: true, before: null }));
  // In the next frame: at once, vis would scale what we set by how much the map grew or shrank.
  network.on("resize", () => requestAnimationFrame(() => { if (!state.moved) view({ whole: state.whole }); }));

  // Paper gets a drawing of its own: the whole map, twice as fine, whatever the screen shows.
  function drawForPaper() {
    close();
    const sheet = byId("sheet"), ctx = sheet.getContext("2d");
    const [left, top, right, bottom] = draw.bounds();
    Object.assign(sheet, { width: 2 * (right - left + 2 * MARGIN), height: 2 * (bottom - top + 2 * MARGIN) });
    ctx.setTransform(2, 0, 0, 2, 2 * (MARGIN - left), 2 * (MARGIN - top));
    draw.drawBelow(ctx, { view: draw.bounds(), scale: 2, plain: true });
    for (const id of draw.seenNodes()) {
      ctx.save();
      draw.drawBox(ctx, id, ...draw.at.get(id));
      ctx.restore();
    }
  }
  window.addEventListener("beforeprint", drawForPaper);

  view({ whole: false });
  document.fonts.ready.then(() => network.redraw());
  window.ictMap = { data, network, nodes, draw, state, boxes, lines, make, view, seenArea, chooseNode, chooseLine, close };
})();
