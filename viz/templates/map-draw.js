"use strict";
// Draws boxes and lines on a canvas. Of many boxes too small to read it draws colours only, in few
// strokes: thousands of outlined letters would not keep up with a hand.
window.ictDraw = (data, state) => {
  const { boxes, lines, ink } = data;
  const ACCENT = "#0072b2", MANY = 300, LEGIBLE = 0.45, CHUNK = 64;
  const { at, homes, linesOf, area, touches, middle, distance, place } = window.ictPlaces(data);
  const order = lines.map((_, number) => number).sort((a, b) => lines[b].beside - lines[a].beside || a - b);
  let light = null;

  const coloured = new Map(Object.values(boxes).map((box) => [box.border, []]));
  for (const [id, box] of Object.entries(boxes)) {
    box.path2d = new Path2D(box.path);
    coloured.get(box.border).push(id);
  }

  // ---- what is seen, and what of it is lit: the chosen or pointed-at thing and what touches it

  const seen = (id) => !state.out.nodes.has(id);
  const drawn = (number) => !state.out.lines.has(number);
  const near = (id) => linesOf.get(id).filter(drawn);
  const seenNodes = () => data.nodes.map(({ id }) => id).filter(seen);
  const isCrowd = () => data.nodes.length - state.out.nodes.size > MANY;
  const isFar = (scale) => scale < LEGIBLE && isCrowd();

  // Far off, what is merely pointed at is drawn above the rest, which stays as it is.
  const pointed = () => state.node === null && state.line === null && !state.found;

  function lit() {
    const node = state.node ?? (state.line === null ? state.hoverNode : null);
    const line = state.node === null ? state.line ?? state.hoverLine : null;
    if (node !== null) {
      const numbers = near(node);
      return { nodes: new Set([node, ...numbers.flatMap((n) => [lines[n].source, lines[n].target])]), lines: new Set(numbers) };
    }
    if (line !== null) return { nodes: new Set([lines[line].source, lines[line].target]), lines: new Set([line]) };
    if (state.found) return { nodes: state.found, lines: new Set() };
    return null;
  }

  // ---- boxes

  function drawBox(ctx, id, x, y) {
    const box = boxes[id];
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

  // ---- lines

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
    ctx.beginPath();
    head(line, (line.beside ? 6.5 : 9.5) + (bright ? 1.5 : 0)).forEach(([x, y], n) => (n ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.closePath();
    ctx.fill();
  }

  function head(line, size) {
    const [from, to] = line.points.slice(-2);
    const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
    return [to, ...[0.42, -0.42].map((turn) => [to[0] - size * Math.cos(angle + turn), to[1] - size * Math.sin(angle + turn)])];
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

  // ---- a whole frame

  // Draws what lies below the boxes; far off, the boxes as well. `view`: the rectangle to fill.
  function drawBelow(ctx, { view, scale, plain = false }) {
    const far = !plain && isFar(scale);
    light = plain || (far && pointed()) ? null : lit();
    const inView = order.filter((number) => drawn(number) && touches(lines[number].reach, view));
    const bright = inView.filter((number) => light?.lines.has(number));
    const others = light ? inView.filter((number) => !light.lines.has(number)) : inView;
    // Among many, a line that only passes by stands back, and so is quick to draw.
    const passes = far ? () => true : ({ source, target }) => !touches(area(source), view) && !touches(area(target), view);
    const crowd = !plain && isCrowd();
    const rest = crowd ? others.filter((number) => !passes(lines[number])) : others;
    ctx.save();
    ctx.lineJoin = "round";
    if (crowd) hairs(ctx, others.filter((number) => passes(lines[number])), light !== null, scale);
    if (!far) for (const number of rest) drawLine(ctx, lines[number], false, light !== null);
    for (const number of bright) drawLine(ctx, lines[number], true, false);
    if (far) blocks(ctx, view);
    else for (const number of rest) drawCaption(ctx, lines[number], false, light !== null);
    for (const number of bright) drawCaption(ctx, lines[number], true, false);
    ctx.restore();
  }

  // Short runs: one path of thousands of crossing lines is slower to fill than many of a few.
  function hairs(ctx, numbers, dim, scale) {
    ctx.globalAlpha = dim ? 0.1 : 0.4;
    ctx.strokeStyle = ink.beside;
    ctx.lineWidth = 1 / scale;
    for (let n = 0; n < numbers.length; n += CHUNK) {
      ctx.beginPath();
      for (const number of numbers.slice(n, n + CHUNK)) {
        lines[number].points.forEach(([x, y], k) => (k ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
      }
      ctx.stroke();
    }
  }

  function blocks(ctx, view) {
    for (const [colour, ids] of coloured) {
      ctx.fillStyle = colour;
      for (const id of ids) {
        const [left, top, right, bottom] = area(id);
        if (!seen(id) || left > view[2] || right < view[0] || top > view[3] || bottom < view[1]) continue;
        ctx.globalAlpha = light && !light.nodes.has(id) ? 0.28 : 1;
        ctx.fillRect(left, top, right - left, bottom - top);
      }
    }
  }

  // Far off, the thing pointed at or chosen says its name, in letters of the screen's size.
  function drawAbove(ctx, scale) {
    const id = state.hoverNode ?? state.node;
    if (id === null || !isFar(scale) || !seen(id)) return;
    const [x, y] = at.get(id), { label, border } = boxes[id];
    ctx.save();
    ctx.strokeStyle = ACCENT;
    ctx.lineWidth = 1.5 / scale;
    for (const number of near(id)) ctx.stroke(lines[number].path2d);
    ctx.translate(x, y);
    ctx.scale(1 / scale, 1 / scale);
    ctx.font = `${ink.size}px ${ink.fonts}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    const half = ctx.measureText(label).width / 2 + 8;
    ctx.fillStyle = ink.paper;
    ctx.strokeStyle = border;
    ctx.lineWidth = 2;
    ctx.fillRect(-half, -36, 2 * half, 26);
    ctx.strokeRect(-half, -36, 2 * half, 26);
    ctx.fillStyle = ink.text;
    ctx.fillText(label, 0, -23);
    ctx.restore();
  }

  // ---- what is where

  function lineAt({ x, y }, scale) {
    const steps = [2, 4.5, 7.5].map((step) => step / Math.min(scale, 1));
    let [found, best] = [null, steps.length - 1];
    lines.forEach((line, number) => {
      const [left, top, right, bottom] = line.reach, far = steps[best];
      if (x < left - far || x > right + far || y < top - far || y > bottom + far || !drawn(number)) return;
      const off = distance(line.points, x, y);
      if (off > far) return;
      [found, best] = [number, steps.findIndex((step) => off <= step)];
    });
    return found;
  }

  // The rectangle around all that is seen.
  function bounds() {
    if (!state.out.nodes.size && !state.out.lines.size && [...at].every(([id, spot]) => spot === homes.get(id))) return data.bounds;
    const areas = [...seenNodes().map(area), ...order.filter(drawn).map((number) => lines[number].reach)];
    if (!areas.length) return data.bounds;
    const least = (k) => areas.reduce((value, rect) => Math.min(value, rect[k]), Infinity);
    const most = (k) => areas.reduce((value, rect) => Math.max(value, rect[k]), -Infinity);
    return [least(0), least(1), most(2), most(3)];
  }

  return { at, homes, near, linesOf, seen, drawn, seenNodes, isFar, drawBox, drawBelow, drawAbove, lineAt, place, bounds, area, head, touches };
};
