"use strict";
// The bar of tools: undo, what to show by kind, relation, status and year, what is hidden.
(() => {
  const { data, draw, state, boxes, lines, make, undo, redo, act, start, current, without, button, FACETS } = window.ictMap;
  const { words } = data;
  const [bar, opener, empty] = ["bar", "tools", "empty"].map((id) => document.getElementById(id));

  const buttons = {
    undo: button(words.undo, undo, "undo"),
    redo: button(words.redo, redo, "redo"),
    unpin: button(words.unpin, () => act({ moved: new Map() }), "unpin"),
    reset: button(words.reset, () => act({ ...start }), "reset"),
  };
  buttons.undo.title = "Ctrl+Z";
  buttons.redo.title = "Ctrl+Shift+Z";
  const told = make("p", { cls: "told" });
  told.setAttribute("role", "status");

  function menu(name, ...content) {
    const summary = make("summary", { text: name });
    const made = make("details", { cls: "menu" }, summary, make("div", { cls: "sheet" }, ...content));
    made.addEventListener("toggle", () => { if (made.open) closeMenus(made); });
    return made;
  }

  function closeMenus(but = null) {
    const open = [...bar.querySelectorAll("details[open]")].filter((item) => item !== but);
    for (const item of open) item.open = false;
    return open;
  }

  const facets = Object.entries(FACETS).map(([name, { of, values }]) => {
    const counts = new Map();
    for (const thing of of) for (const value of values(thing)) counts.set(value, (counts.get(value) ?? 0) + 1);
    const ordered = [...counts].sort((a, b) => (name === "year" ? (a[0] < b[0] ? -1 : 1) : b[1] - a[1]));
    const boxes = new Map(ordered.map(([value]) => [value, tick(name, value)]));
    const all = button(words.all, () => act({ off: { ...current().off, [name]: new Set() } }), `all ${name}`);
    const none = button(words.nothing, () => act({ off: { ...current().off, [name]: new Set(counts.keys()) } }), `none ${name}`);
    const items = ordered.map(([value, count]) => make("label", {}, boxes.get(value),
      make("span", { text: value || (name === "year" ? words.no_year : words.no_name) }), make("small", { text: String(count) })));
    const made = menu(words[`by_${name}`], make("div", { cls: "both" }, all, none), make("div", { cls: "ticks" }, ...items));
    return { name, boxes, made, title: words[`by_${name}`] };
  });

  function tick(name, value) {
    const made = make("input");
    made.type = "checkbox";
    made.checked = true;
    made.addEventListener("change", () => {
      const off = new Set(current().off[name]);
      if (made.checked) off.delete(value);
      else off.add(value);
      act({ off: { ...current().off, [name]: off } });
    });
    return made;
  }

  const hiddenMenu = menu(words.hidden);
  const hiddenSheet = hiddenMenu.querySelector(".sheet");

  function tellHidden({ hidden }) {
    const count = hidden.size;
    hiddenMenu.hidden = !count;
    hiddenMenu.firstChild.textContent = `${words.hidden} (${count})`;
    hiddenSheet.replaceChildren(
      make("div", { cls: "both" }, button(words.show_all, () => act({ hidden: new Set() }), "show all")),
      ...[...hidden].map((id) => button(words.show_one.replace("{label}", boxes[id].label), () => act({ hidden: without(id) }), `show ${id}`)),
    );
  }

  function tell() {
    const now = current();
    const kept = [draw.at.size - state.out.nodes.size, lines.length - state.out.lines.size];
    const figures = words.shown.replace("{nodes}", `${kept[0]} / ${draw.at.size}`).replace("{lines}", `${kept[1]} / ${lines.length}`);
    told.textContent = now.focus ? `${figures}${words.near_to.replace("{label}", boxes[now.focus.id].label)}` : figures;
    empty.hidden = kept[0] > 0;
    buttons.undo.disabled = !now.canUndo;
    buttons.redo.disabled = !now.canRedo;
    buttons.unpin.hidden = !now.moved.size;
    buttons.unpin.textContent = `${words.unpin} (${now.moved.size})`;
    buttons.reset.disabled = now.isFirst;
    for (const { name, boxes: ticks, made, title } of facets) {
      for (const [value, box] of ticks) box.checked = !now.off[name].has(value);
      made.firstChild.textContent = now.off[name].size ? `${title} ${ticks.size - now.off[name].size}/${ticks.size}` : title;
      made.classList.toggle("set", now.off[name].size > 0);
    }
    tellHidden(now);
    if (now.canUndo) openBar(true);
  }

  function openBar(on) {
    if (bar.hidden === !on) return;
    bar.hidden = !on;
    opener.setAttribute("aria-expanded", String(on));
  }

  const menus = facets.map(({ made }) => made);
  bar.append(buttons.undo, buttons.redo, ...menus, hiddenMenu, buttons.unpin, buttons.reset, told);
  opener.addEventListener("click", () => openBar(bar.hidden));
  document.addEventListener("pointerdown", (event) => { if (!event.target.closest(".menu")) closeMenus(); });
  // Ahead of the page's own Escape, which would close the panel as well.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const [open] = closeMenus();
    if (!open) return;
    open.firstChild.focus();
    event.stopImmediatePropagation();
  }, { capture: true });

  state.told = tell;
  tell();
  Object.assign(window.ictMap, { bar, menu });
})();
