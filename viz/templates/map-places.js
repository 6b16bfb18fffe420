"use strict";
// Where boxes and lines are, at home and where the reader puts them; draws nothing.
window.ictPlaces = ({ nodes, boxes, lines }) => {
  const at = new Map(nodes.map(({ id, x, y }) => [id, [x, y]]));
  const homes = new Map(at);
  const linesOf = new Map(nodes.map(({ id }) => [id, []]));
  const between = new Map();

  const pair = (line) => [line.source, line.target].sort().join("\n");
  lines.forEach((line, number) => {
    linesOf.get(line.source).push(number);
    if (line.target !== line.source) linesOf.get(line.target).push(number);
    const ends = pair(line);
    if (between.has(ends)) between.get(ends).push(number);
    else between.set(ends, [number]);
    line.home = { points: line.points, path: line.path, at: line.at };
    route(line, line.home);
  });

  function route(line, way) {
    Object.assign(line, way, { path2d: new Path2D(way.path) });
    const [xs, ys] = [0, 1].map((k) => line.points.map((point) => point[k]));
    line.reach = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
  }

  const touches = (a, b) => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
  const area = (id) => {
    const [x, y] = at.get(id), { width, height } = boxes[id];
    return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
  };

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

  function distance(points, x, y) {
    let least = Infinity;
    for (let n = 1; n < points.length; n += 1) {
      const [ax, ay] = points[n - 1], dx = points[n][0] - ax, dy = points[n][1] - ay;
      const share = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
      least = Math.min(least, Math.hypot(x - ax - dx * share, y - ay - dy * share));
    }
    return least;
  }

  // Puts a box elsewhere; its lines run straight until both their ends are back in their places.
  function place(id, x, y) {
    const [homeX, homeY] = homes.get(id);
    at.set(id, x === homeX && y === homeY ? homes.get(id) : [x, y]);
    const home = (end) => at.get(end) === homes.get(end);
    for (const number of linesOf.get(id)) {
      const line = lines[number];
      route(line, home(line.source) && home(line.target) ? line.home : straight(line, number));
    }
  }

  function straight(line, number) {
    if (line.source === line.target) return shifted(line);
    const alike = between.get(pair(line));
    const [from, to] = [at.get(line.source), at.get(line.target)];
    const long = Math.hypot(to[0] - from[0], to[1] - from[1]) || 1;
    const sign = line.source < line.target ? 1 : -1;
    const aside = 12 * (alike.indexOf(number) - (alike.length - 1) / 2) * sign;
    const off = [(-(to[1] - from[1]) / long) * aside, ((to[0] - from[0]) / long) * aside];
    const [a, b] = [from, to].map((end) => [end[0] + off[0], end[1] + off[1]]);
    const points = [border(a, b, from, boxes[line.source]), border(b, a, to, boxes[line.target])];
    return { points, path: `M${points[0].join(" ")}L${points[1].join(" ")}`, at: line.home.at && middle(points) };
  }

  function border(start, end, centre, box) {
    const shares = [box.width, box.height].map((size, k) => {
      const delta = end[k] - start[k];
      return delta ? Math.max(0, ((delta > 0 ? size : -size) / 2 - (start[k] - centre[k])) / delta) : 1;
    });
    const share = Math.min(1, ...shares);
    return [0, 1].map((k) => start[k] + (end[k] - start[k]) * share);
  }

  function shifted(line) {
    const [dx, dy] = [0, 1].map((k) => at.get(line.source)[k] - homes.get(line.source)[k]);
    const move = ([x, y]) => [x + dx, y + dy];
    const points = line.home.points.map(move);
    return { points, path: `M${points.map((point) => point.join(" ")).join("L")}`, at: line.home.at && move(line.home.at) };
  }

  return { at, homes, linesOf, area, touches, middle, distance, place };
};
