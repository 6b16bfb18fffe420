"use strict";
// What the reader does to the map: filter, look around one thing, hide, move; and undo all of it.
// A state of the map is one value that is never changed; undo and redo go from value to value.
(() => {
  const { data, network, nodes, draw, state, boxes, lines, make, view } = window.ictMap;
  const { words } = data;
  const [mapEl, panel, search] = ["map", "panel", "search"].map((id) => document.getElementById(id));
  const STEP = 20; // px that Shift and an arrow key move a box
  const KEYS = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };

  // What can be ticked off: of each thing or line its values.
  const FACETS = {
    kind: { of: Object.values(boxes), values: (box) => [box.kind] },
    relation: { of: lines, values: (line) => line.relations },
    status: { of: lines, values: (line) => [line.status] },
    year: { of: lines, values: (line) => line.years },
  };
  const start = { off: { kind: new Set(), relation: new Set(), status: new Set(), year: new Set() }, focus: null, hidden: new Set(), moved: new Map() };
  let now = start, past = [], future = [], lastKey = "";

  // ---- from a state to what is seen

  const otherEnd = (line, id) => (line.source === id ? line.target : line.source);

  function visible({ off, focus, hidden }) {
    const root = focus?.id;
    const allowed = (id) => id === root || (!hidden.has(id) && !off.kind.has(boxes[id].kind));
    const passes = lines.map((line) => allowed(line.source) && allowed(line.target)
      && !off.status.has(line.status) && line.relations.some((name) => !off.relation.has(name)) && line.years.some((year) => !off.year.has(year)));
    const alone = (id) => draw.linesOf.get(id).every((number) => hidden.has(otherEnd(lines[number], id)));
    const stays = (id) => allowed(id) && (id === root || alone(id) || draw.linesOf.get(id).some((number) => passes[number]));
    const around = focus ? within(focus, passes) : null;
    const kept = new Set([...draw.at.keys()].filter((id) => stays(id) && (!around || around.has(id))));
    return { nodes: kept, lines: passes.map((pass, number) => pass && kept.has(lines[number].source) && kept.has(lines[number].target)) };
  }

  function within({ id, degrees }, passes) {
    const found = new Set([id]);
    let edge = [id];
    for (let step = 0; step < degrees && edge.length; step += 1) {
      const next = new Set();
      for (const here of edge) {
        for (const number of draw.linesOf.get(here)) {
          const other = otherEnd(lines[number], here);
          if (passes[number] && !found.has(other)) next.add(other);
        }
      }
      next.forEach((other) => found.add(other));
      edge = [...next];
    }
    return found;
  }

  // ---- doing, undoing

  // `key`: doings of the same key that follow one another are undone together.
  function act(change, key = "") {
    if (!key || key !== lastKey) past.push(now);
    [lastKey, future] = [key, []];
    turnTo({ ...now, ...change });
  }

  function undo() {
    if (!past.length) return;
    future.push(now);
    lastKey = "";
    turnTo(past.pop());
  }

  function redo() {
    if (!future.length) return;
    past.push(now);
    lastKey = "";
    turnTo(future.pop());
  }

  function turnTo(next) {
    const before = now;
    now = next;
    const kept = visible(now);
    const updates = new Map();
    for (const id of draw.at.keys()) {
      if (kept.nodes.has(id) !== draw.seen(id)) updates.set(id, { id, hidden: !kept.nodes.has(id) });
    }
    for (const id of new Set([...before.moved.keys(), ...now.moved.keys()])) {
      const [x, y] = now.moved.get(id) ?? draw.homes.get(id);
      draw.place(id, x, y);
      updates.set(id, { ...updates.get(id), id, x, y });
    }
    state.out = {
      nodes: new Set([...draw.at.keys()].filter((id) => !kept.nodes.has(id))),
      lines: new Set([...lines.keys()].filter((number) => !kept.lines[number])),
    };
    nodes.update([...updates.values()]);
    settle(before);
  }

  // Closes what shows something that is gone, and says what is seen now.
  function settle(before) {
    Object.assign(state, { hoverNode: null, hoverLine: null });
    const gone = (state.node !== null && !draw.seen(state.node)) || (state.line !== null && !draw.drawn(state.line));
    if (gone) window.ictMap.close();
    else if (state.node !== null) renew();
    if (before.focus !== now.focus) view({ whole: true });
    state.told();
    network.redraw();
  }

  // Redraws the panel in place: the same thing, the same scroll, the same button in focus.
  function renew() {
    const [held, scroll] = [document.activeElement?.dataset?.does, panel.scrollTop];
    window.ictMap.chooseNode(state.node);
    panel.scrollTop = scroll;
    if (held) [...panel.querySelectorAll("[data-does]")].find((item) => item.dataset.does === held)?.focus();
  }

  // ---- one thing: look around it, hide it, put it back

  const button = (text, click, does) => {
    const made = make("button", { text, click });
    made.dataset.does = does;
    return made;
  };

  function without(id) {
    const hidden = new Set(now.hidden);
    hidden.delete(id);
    return hidden;
  }

  function actions(id) {
    const around = [1, 2, 3, Infinity].map((degrees) => {
      const pressed = now.focus?.id === id && now.focus.degrees === degrees;
      const text = degrees === Infinity ? words.all_linked : words.degrees.replace("{n}", degrees);
      const made = button(text, () => act({ focus: pressed ? null : { id, degrees } }), `focus ${degrees}`);
      made.setAttribute("aria-pressed", String(pressed));
      return made;
    });
    const group = make("div", { cls: "around" }, make("span", { text: words.around }), ...around);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", words.around);
    const more = [button(words.hide, () => act({ hidden: new Set(now.hidden).add(id), focus: now.focus?.id === id ? null : now.focus }), "hide")];
    if (now.focus) more.unshift(button(words.unfocus, () => act({ focus: null }), "unfocus"));
    if (now.moved.has(id)) more.push(button(words.back, () => act({ moved: withoutMoved(id) }), "back"));
    return [group, make("div", { cls: "around" }, ...more), make("p", { cls: "none", text: words.how_to_move })];
  }

  function withoutMoved(id) {
    const moved = new Map(now.moved);
    moved.delete(id);
    return moved;
  }

  // Brings back a thing that was put out of sight; what else was moved or hidden stays so.
  function reveal(id) {
    const shownAgain = { ...now, hidden: without(id), focus: null };
    const next = visible(shownAgain).nodes.has(id) ? shownAgain : { ...shownAgain, off: start.off };
    act(next);
  }

  Object.assign(state, { actions, reveal });

  // ---- moving by hand and by key

  function move(id, x, y, key = "") {
    act({ moved: new Map(now.moved).set(id, [x, y]) }, key);
  }

  const dragged = ({ nodes: [id] }) => (id === undefined ? null : [id, network.getPositions([id])[id]]);
  network.on("dragging", (event) => {
    const found = dragged(event);
    if (found) draw.place(found[0], found[1].x, found[1].y);
  });
  network.on("dragEnd", (event) => {
    const found = dragged(event);
    if (found) move(found[0], found[1].x, found[1].y);
  });
  // Boxes too small to read are not caught: a hand on them moves the map.
  let catching = true;
  const catchBoxes = () => {
    const wanted = !draw.isFar(network.getScale());
    if (wanted === catching) return;
    catching = wanted;
    network.setOptions({ interaction: { dragNodes: wanted } });
  };
  network.on("beforeDrawing", catchBoxes);

  document.addEventListener("keydown", (event) => {
    const typing = event.target === search;
    if ((event.ctrlKey || event.metaKey) && !event.altKey && !typing) {
      const key = event.key.toLowerCase();
      if (key !== "z" && key !== "y") return;
      event.preventDefault();
      if (key === "y" || event.shiftKey) redo();
      else undo();
    }
  });
  mapEl.addEventListener("keydown", (event) => {
    const by = KEYS[event.key];
    if (!by || !event.shiftKey || state.node === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const [x, y] = draw.at.get(state.node);
    move(state.node, x + by[0], y + by[1], `move ${state.node}`);
  }, { capture: true });

  const current = () => ({ ...now, isFirst: now === start, canUndo: past.length > 0, canRedo: future.length > 0 });
  Object.assign(window.ictMap, { undo, redo, act, start, current, without, button, FACETS });
})();
