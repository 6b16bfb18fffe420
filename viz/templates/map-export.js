"use strict";
// Saves what is seen, as a picture or as tables, with title, key and sources; nothing leaves the machine.
(() => {
  const { data, draw, state, boxes, lines, make, menu, bar, seenArea } = window.ictMap;
  const { words, ink } = data;
  const SVG = "http://www.w3.org/2000/svg";
  const PAD = 24, FINE = 2, LARGEST = 12000; // px around, px per px of a picture, px of its longer side
  const [TITLE, ROW] = [22, 24]; // px

  const clipped = make("input");
  clipped.type = "checkbox";

  // ---- what is seen: all that is not put out of sight, or of that what the screen shows

  function scope() {
    const view = clipped.checked ? seenArea() : draw.bounds();
    const [left, top, right, bottom] = view;
    const crosses = ({ points }) => points.slice(1).some((to, n) => touches(view, points[n], to));
    return {
      area: { left, top, wide: right - left, high: bottom - top },
      nodes: draw.seenNodes().filter((id) => draw.touches(draw.area(id), view)),
      lines: [...lines.keys()].filter((number) => draw.drawn(number) && crosses(lines[number])),
    };
  }

  // Whether a straight line touches a rectangle (Liang-Barsky).
  function touches(view, from, to) {
    let [enter, leave] = [0, 1];
    for (const k of [0, 1]) {
      const delta = to[k] - from[k], low = view[k] - from[k], high = view[k + 2] - from[k];
      if (Math.abs(delta) < 1e-9) {
        if (low > 0 || high < 0) return false;
        continue;
      }
      enter = Math.max(enter, Math.min(low / delta, high / delta));
      leave = Math.min(leave, Math.max(low / delta, high / delta));
    }
    return enter <= leave;
  }

  // ---- the picture, as SVG: text stays text, and the serializer escapes it

  function element(tag, attributes = {}, ...children) {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children);
    return made;
  }

  const text = (content, x, y, more = {}) => element("text", { x, y, fill: ink.text, "font-size": ink.size, "dominant-baseline": "central", ...more }, content);

  function svgLine(line) {
    const wide = line.beside ? 1.3 : 2.2, colour = line.beside ? ink.beside : ink.line, dotted = line.dash[0] < 1;
    const stroke = { d: line.path, fill: "none", stroke: colour, "stroke-linejoin": "round", "stroke-linecap": dotted ? "round" : "butt" };
    const made = element("g", {}, element("title", {}, `${boxes[line.source].label} — ${line.label} → ${boxes[line.target].label}`));
    made.append(element("path", { ...stroke, "stroke-width": line.double ? wide + 3 : dotted ? wide + 0.8 : wide, "stroke-dasharray": line.dash.join(" ") || "none" }));
    if (line.double) made.append(element("path", { ...stroke, stroke: ink.paper, "stroke-width": wide - 0.3 }));
    made.append(element("path", { d: `M${draw.head(line, line.beside ? 6.5 : 9.5).map((point) => point.join(" ")).join("L")}Z`, fill: colour }));
    return made;
  }

  function svgCaption(line) {
    const [x, y] = line.at, half = measured(line.caption, ink.size) / 2 + 3;
    return element("g", {},
      element("rect", { x: x - half, y: y - 9, width: 2 * half, height: 18, fill: ink.paper }),
      text(line.caption, x, y, { fill: ink.muted, "text-anchor": "middle" }));
  }

  function svgBox(id) {
    const box = boxes[id], [x, y] = draw.at.get(id), size = ink.size * box.scale;
    const outline = { d: box.path, fill: box.fill, stroke: box.border, "stroke-width": box.emphasis ? 3.4 : 1.6, "stroke-linejoin": "round" };
    const made = element("g", { transform: `translate(${x} ${y})` }, element("title", {}, `${box.kind}: ${box.label}`));
    if (box.members.length) made.append(element("path", { ...outline, transform: "translate(4 4)" }));
    made.append(element("path", outline));
    box.lines.forEach((content, row) => {
      const at = (row - (box.lines.length - 1) / 2) * ink.lineHeight * box.scale + 0.5;
      const lead = row === 0 ? box.lead : "";
      const line = text("", 0, at, { "font-size": size, "text-anchor": "middle", "xml:space": "preserve", ...(box.emphasis && { "font-weight": "bold" }) });
      if (lead) line.append(element("tspan", { fill: ink.muted }, lead));
      line.append(content.slice(lead.length));
      made.append(line);
    });
    return made;
  }

  const probe = document.createElement("canvas").getContext("2d");
  function measured(content, size) {
    probe.font = `${size}px ${ink.fonts}`;
    return probe.measureText(content).width;
  }

  // Breaks a text at any letter, as Japanese does, but at a space where one is near.
  function wrapped(content, size, room) {
    const rows = [];
    let row = "";
    for (const part of content.match(/[\u0021-\u024f]+\s*|[^]/gu) ?? []) {
      if (row && measured(row + part, size) > room) {
        rows.push(row.trimEnd());
        row = "";
      }
      row += part;
    }
    return row ? [...rows, row] : rows;
  }

  // The key of the page's foot, sample by sample, in rows of the picture's width.
  function key(room) {
    const made = element("g");
    let [x, y] = [0, 0];
    for (const item of document.querySelectorAll(".legend li")) {
      const sample = item.querySelector("svg"), name = item.textContent.trim();
      const [wide, high] = ["width", "height"].map((side) => Number(sample.getAttribute(side)));
      const next = wide + 6 + measured(name, ink.size) + 18;
      if (x && x + next > room) [x, y] = [0, y + ROW];
      const copy = sample.cloneNode(true);
      for (const [side, value] of [["x", x], ["y", y + (ROW - high) / 2]]) copy.setAttribute(side, value);
      made.append(copy, text(name, x + wide + 6, y + ROW / 2));
      x += next;
    }
    return { made, high: y + ROW };
  }

  function drawing() {
    const { area, nodes, lines: numbers } = scope();
    const room = Math.max(area.wide, 640);
    const titles = wrapped(document.querySelector("h1").textContent, TITLE, room);
    const all = !state.out.nodes.size && !state.out.lines.size && !clipped.checked;
    const told = [document.querySelector(".subtitle").textContent, all ? "" : bar.querySelector(".told").textContent];
    const under = told.filter(Boolean).flatMap((content) => wrapped(content, ink.size, room));
    const below = PAD + titles.length * 30, top = below + under.length * 20 + 12;
    const legend = key(room);
    const foot = wrapped(document.querySelector(".sources").textContent.trim().replace(/\s+/g, " "), ink.size, room);
    const [wide, high] = [room + 2 * PAD, top + area.high + 16 + legend.high + 8 + foot.length * 20 + PAD];
    const clip = element("svg", { x: PAD + (room - area.wide) / 2, y: top, width: area.wide, height: area.high, viewBox: `${area.left} ${area.top} ${area.wide} ${area.high}`, overflow: clipped.checked ? "hidden" : "visible" });
    clip.append(...numbers.map((number) => svgLine(lines[number])));
    clip.append(...numbers.map((number) => lines[number]).filter((line) => line.at && line.caption).map(svgCaption), ...nodes.map(svgBox));
    legend.made.setAttribute("transform", `translate(${PAD} ${top + area.high + 16})`);
    const last = top + area.high + 24 + legend.high;
    const root = element("svg", { xmlns: SVG, width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, "font-family": ink.fonts, role: "img" },
      element("title", {}, document.title), element("rect", { width: wide, height: high, fill: ink.paper }),
      ...titles.map((row, n) => text(row, PAD, PAD + 12 + n * 30, { "font-size": TITLE, "font-weight": "bold" })),
      ...under.map((row, n) => text(row, PAD, below + 8 + n * 20, { fill: ink.muted })), clip, legend.made,
      ...foot.map((row, n) => text(row, PAD, last + 8 + n * 20, { fill: ink.muted })));
    return { source: new XMLSerializer().serializeToString(root), wide, high };
  }

  // ---- tables

  // A spreadsheet would run a cell that begins like a formula; full-width signs are signs to it too.
  const harmless = (content) => (/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(content) ? `'${content}` : content);
  const cell = (content) => (/[",\r\n]/.test(harmless(content)) ? `"${harmless(content).replaceAll('"', '""')}"` : harmless(content));
  const table = (rows) => `\ufeff${rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
  // One row per fact, so that each has its sources; a thing without facts has a row as well.
  const facts = (notes) => (notes.length ? notes : [{ text: "", citations: [] }]).map(({ text, citations }) => [text, citations.join(" / ")]);

  function itemRows() {
    const rows = scope().nodes.flatMap((id) => [
      ...facts(boxes[id].notes).map((fact) => [boxes[id].label, boxes[id].kind, "", ...fact]),
      ...boxes[id].members.flatMap((item) => facts(item.notes).map((fact) => [item.label, boxes[id].kind, boxes[id].label, ...fact])),
    ]);
    return [[words.name, words.kind, words.counted_in, words.facts, words.sources], ...rows];
  }

  function linkRows() {
    const rows = scope().lines.map((number) => lines[number]).flatMap((line) => facts(line.notes).map((fact) => [
      boxes[line.source].label, line.label, boxes[line.target].label, line.status, line.years.filter(Boolean).join(" / "), ...fact,
    ]));
    return [[words.from, words.relation, words.to, words.status, words.by_year, words.facts, words.sources], ...rows];
  }

  // ---- saving

  function save(blob, ending) {
    const name = document.title.replace(/[\\/:*?"<>|\s]+/gu, "_").slice(0, 60) || "map";
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${name}${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  async function savePng() {
    const { source, wide, high } = drawing();
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
    await image.decode();
    const fine = Math.min(FINE, LARGEST / Math.max(wide, high));
    const canvas = document.createElement("canvas");
    Object.assign(canvas, { width: Math.round(wide * fine), height: Math.round(high * fine) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save(blob, ".png"), "image/png");
  }

  const csv = (rows, name) => save(new Blob([table(rows)], { type: "text/csv;charset=utf-8" }), `_${name}.csv`);
  const forms = [
    [words.as_png, savePng],
    [words.as_svg, () => save(new Blob([drawing().source], { type: "image/svg+xml;charset=utf-8" }), ".svg")],
    [words.links_csv, () => csv(linkRows(), words.links)],
    [words.items_csv, () => csv(itemRows(), words.items)],
  ].map(([text, click]) => make("button", { text, click }));
  const only = make("label", {}, clipped, make("span", { text: words.only_screen }));
  const made = menu(words.save, make("p", { text: words.save_what }), ...forms, only);
  made.classList.add("last");
  bar.insertBefore(made, bar.querySelector(".told"));
})();
