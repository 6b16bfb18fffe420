"use strict";
// Draws the map and answers to the reader. Data reach the page as text only (textContent, fillText).
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { boxes, lines, words, ink } = data;
  const byId = (id) => document.getElementById(id);
  const [mapEl, panel, search, hits, hint] = ["map", "panel", "search", "hits", "hint"].map(byId);
  const PANEL = 390, MARGIN = 8, SMALLEST = 0.965, LARGEST = 1.5, ACCENT = "#0072b2";

  const state = { node: null, line: null, hoverNode: null, hoverLine: null, found: null, moved: false, before: null };
  const linesOf = new Map(Object.keys(boxes).map((id) => [id, []]));
  lines.forEach((line, number) => {
    line.path2d = new Path2D(line.path);
    linesOf.get(line.source).push(number);
    if (line.target !== line.source) linesOf.get(line.target).push(number);
  });
  for (const box of Object.values(boxes)) box.path2d = new Path2D(box.path);

  document.documentElement.classList.add("js");

  // ---- what is lit: the chosen or pointed-at thing and what touches it

  function lit() {
    const node = state.node ?? (state.line === null ? state.hoverNode : null);
    const line = state.node === null ? state.line ?? state.hoverLine : null;
    if (node !== null) {
      const near = linesOf.get(node);
      return { nodes: new Set([node, ...near.flatMap((n) => [lines[n].source, lines[n].target])]), lines: new Set(near) };
    }
    if (line !== null) return { nodes: new Set([lines[line].source, lines[line].target]), lines: new Set([line]) };
    if (state.found) return { nodes: state.found, lines: new Set() };
    return null;
  }

  // ---- drawing

  function drawBox(ctx, id, x, y) {
    const box = boxes[id], light = lit();
    ctx.translate(x, y);
    ctx.globalAlpha = light && !light.nodes.has(id) ? 0.28 : 1;
    if (id === state.node) {
      ctx.lineWidth = 9;
      ctx.strokeStyle = "#9fd3f2";
      ctx.stroke(box.path2d);
    }
    ctx.lineWidth = box.emphasis ? 3.4 : 1.6;
    ctx.lineJoin = "round";
    ctx.fillStyle = box.fill;
    ctx.strokeStyle = box.border;
    if (box.members.length) { // a pile: it stands for several
      ctx.translate(4, 4);
      ctx.fill(box.path2d);
      ctx.stroke(box.path2d);
      ctx.translate(-4, -4);
    }
    ctx.fill(box.path2d);
    ctx.stroke(box.path2d);
    drawText(ctx, box);
  }

  function drawText(ctx, box) {
    ctx.font = `${box.emphasis ? "bold " : ""}${ink.size * box.scale}px ${ink.fonts}`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    box.lines.forEach((text, row) => {
      const y = (row - (box.lines.length - 1) / 2) * ink.lineHeight * box.scale + 0.5;
      const room = box.width - 10; // a font wider than foreseen is squeezed, never cut off
      const x = -Math.min(ctx.measureText(text).width, room) / 2;
      const lead = row === 0 ? box.lead : "";
      ctx.fillStyle = ink.muted;
      if (lead) ctx.fillText(lead, x, y);
      const after = ctx.measureText(lead).width;
      ctx.fillStyle = ink.text;
      ctx.fillText(text.slice(lead.length), x + after, y, room - after);
    });
  }

  function drawLines(ctx) {
    const light = lit();
    const order = lines.map((_, number) => number);
    const isLit = (number) => light !== null && light.lines.has(number);
    order.sort((a, b) => isLit(a) - isLit(b) || lines[b].beside - lines[a].beside || a - b);
    ctx.save();
    ctx.lineJoin = "round";
    for (const number of order) drawLine(ctx, lines[number], isLit(number), light !== null && !isLit(number));
    for (const number of order) drawCaption(ctx, lines[number], isLit(number), light !== null && !isLit(number));
    ctx.restore();
  }

  function drawLine(ctx, line, bright, dim) {
    const wide = (line.beside ? 1.3 : 2.2) + (bright ? 0.9 : 0);
    ctx.globalAlpha = dim ? 0.2 : 1;
    ctx.strokeStyle = ctx.fillStyle = bright ? ACCENT : line.beside ? ink.beside : ink.line;
    ctx.lineCap = line.dash[0] < 1 ? "round" : "butt";
    ctx.setLineDash(line.dash);
    ctx.lineWidth = line.double ? wide + 3 : line.dash[0] < 1 ? wide + 0.8 : wide;
    ctx.stroke(line.path2d);
    ctx.setLineDash([]);
    if (line.double) {
      ctx.lineWidth = wide - 0.3;
      ctx.globalAlpha = 1;
      ctx.strokeStyle = ink.paper;
      ctx.stroke(line.path2d);
    }
    ctx.globalAlpha = dim ? 0.2 : 1;
    drawHead(ctx, line.points.slice(-2), (line.beside ? 6.5 : 9.5) + (bright ? 1.5 : 0));
  }

  function drawHead(ctx, [from, to], size) {
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    ctx.beginPath();
    ctx.moveTo(to[0], to[1]);
    for (const turn of [0.42, -0.42]) ctx.lineTo(to[0] - size * Math.cos(angle + turn), to[1] - size * Math.sin(angle + turn));
    ctx.closePath();
    ctx.fill();
  }

  function drawCaption(ctx, line, bright, dim) {
    if (!line.caption || !(line.at || bright)) return;
    const [x, y] = line.at ?? middle(line.points);
    ctx.font = `${ink.size}px ${ink.fonts}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const half = ctx.measureText(line.caption).width / 2 + 3;
    ctx.globalAlpha = dim ? 0.2 : 1;
    ctx.fillStyle = ink.paper;
    ctx.fillRect(x - half, y - 9, 2 * half, 18);
    ctx.fillStyle = bright ? ACCENT : ink.muted;
    ctx.fillText(line.caption, x, y + 0.5);
  }

  function middle(points) {
    const lengths = points.slice(1).map((p, i) => Math.hypot(p[0] - points[i][0], p[1] - points[i][1]));
    let left = lengths.reduce((a, b) => a + b, 0) / 2;
    for (const [i, length] of lengths.entries()) {
      if (left > length) { left -= length; continue; }
      const share = length ? left / length : 0;
      return [0, 1].map((k) => points[i][k] + (points[i + 1][k] - points[i][k]) * share);
    }
    return points[0];
  }

  // ---- the network: vis pans, zooms and finds the node under the pointer

  const nodes = data.nodes.map((node) => ({
    ...node,
    ctxRenderer: ({ ctx, id, x, y }) => ({
      drawNode: () => drawBox(ctx, id, x, y),
      nodeDimensions: { width: boxes[id].width, height: boxes[id].height },
    }),
  }));
  const network = new vis.Network(mapEl, { nodes, edges: data.edges }, data.options);
  const probe = document.createElement("canvas").getContext("2d");

  function lineAt(point) {
    for (const wide of [4, 9, 15]) {
      probe.lineWidth = wide;
      const found = lines.findLastIndex((line) => probe.isPointInStroke(line.path2d, point.x, point.y));
      if (found >= 0) return found;
    }
    return null;
  }

  function view({ whole }) {
    const [left, top, right, bottom] = data.bounds;
    const [wide, high] = [mapEl.clientWidth, mapEl.clientHeight];
    const fit = Math.min((wide - 2 * MARGIN) / (right - left || 1), (high - 2 * MARGIN) / (bottom - top || 1), LARGEST);
    const readable = whole || fit >= SMALLEST;
    const scale = readable ? fit : 1;
    const fromTop = top - MARGIN + high / 2;
    const y = readable || fromTop > (top + bottom) / 2 ? (top + bottom) / 2 : fromTop;
    [...hint.children].forEach((text, n) => text.classList.toggle("on", readable === (n === 0)));
    network.moveTo({ position: { x: (left + right) / 2, y }, scale });
    state.moved = false;
  }

  function focus(id) {
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
    const links = linesOf.get(id).map((number) => link(number, id));
    show(
      kind, make("h2", { text: box.label }),
      ...(box.members.length ? [make("h3", { text: `${words.members} (${box.members.length})` }), ...box.members.map(member)] : []),
      ...(box.members.length && !box.notes.length ? [] : [make("h3", { text: words.facts }), ...notes(box.notes, words.no_facts)]),
      make("h3", { text: `${words.links} (${links.length})` }),
      links.length ? make("ul", {}, ...links) : make("p", { cls: "none", text: words.no_links }),
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
    const where = name === boxes[id].label ? boxes[id].kind : boxes[id].label;
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
    const ids = Object.keys(boxes);
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

  network.on("beforeDrawing", drawLines);
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
    const number = state.hoverNode === null ? lineAt(point) : null;
    if (number === state.hoverLine) return;
    state.hoverLine = number;
    if (state.hoverNode === null) mapEl.style.cursor = number === null ? "" : "pointer";
    network.redraw();
  });
  for (const turned of ["dragStart", "zoom"]) network.on(turned, () => Object.assign(state, { moved: true, before: null }));
  network.on("resize", () => { if (!state.moved) view({ whole: false }); });

  // Paper gets a drawing of its own: the whole map, twice as fine, whatever the screen shows.
  function drawForPaper() {
    close();
    const sheet = byId("sheet"), ctx = sheet.getContext("2d");
    const [left, top, right, bottom] = data.bounds;
    Object.assign(sheet, { width: 2 * (right - left + 2 * MARGIN), height: 2 * (bottom - top + 2 * MARGIN) });
    ctx.setTransform(2, 0, 0, 2, 2 * (MARGIN - left), 2 * (MARGIN - top));
    drawLines(ctx);
    for (const { id, x, y } of data.nodes) {
      ctx.save();
      drawBox(ctx, id, x, y);
      ctx.restore();
    }
  }
  window.addEventListener("beforeprint", drawForPaper);

  view({ whole: false });
  document.fonts.ready.then(() => network.redraw());
  window.ictMap = { network, state, boxes, lines, chooseNode, chooseLine };
})();
