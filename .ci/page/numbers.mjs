// Compares the numbers of each chart with its table, and both with the summary.
const number = (text) => Number(text.replaceAll(",", ""));
const equal = (name, found, expected) =>
  JSON.stringify(found) === JSON.stringify(expected) ? [] : [`${name}: ${JSON.stringify(found).slice(0, 120)} instead of ${JSON.stringify(expected).slice(0, 120)}`];
const near = (name, found, expected) => (Math.abs(found - expected) < 0.11 ? [] : [`${name}: length ${found} instead of ${expected}`]);
const MAX_BARS = 10;

const charts = (page) => page.evaluate(() => [...document.querySelectorAll("figure")].map((figure) => ({
  id: figure.id,
  texts: [...figure.querySelectorAll("svg text.n:not(.s)")].map((t) => t.textContent),
  values: [...figure.querySelectorAll("svg text.v")].map((t) => t.textContent),
  scale: [...figure.querySelectorAll("svg text.s.n")].map((t) => t.textContent),
  bars: [...(figure.querySelector("svg path.a")?.getAttribute("d") ?? "").matchAll(/M0 \d+h([\d.]+)/g)].map((bar) => Number(bar[1])),
  paths: Object.fromEntries([...figure.querySelectorAll("svg path")].map((p) => [p.getAttribute("class"), p.getAttribute("d")])),
  keys: Object.fromEntries([...figure.querySelectorAll(".key")].map((k) => [k.querySelector("rect").getAttribute("class"), k.textContent])),
  rows: [...figure.querySelectorAll("tbody tr")].map((tr) => [...tr.cells].map((cell) => cell.textContent)),
})));

const tiles = (page, id) => page.evaluate((list) => Object.fromEntries(
  [...document.querySelectorAll(`[data-list="${list}"] .tiles > div`)].map((tile) => [tile.querySelector("dt").textContent, tile.querySelector("dd").firstChild?.data ?? ""])
    .concat([...document.querySelectorAll(`[data-list="${list}"] .tiles > div`)].map((tile) => [`${tile.querySelector("dt").textContent}, note`, tile.querySelector(".note").textContent]))), id);

function bars(chart, facet) {
  if (!facet) return equal(chart.id, chart.rows, []);
  const shown = facet.values.slice(0, MAX_BARS);
  const max = Math.max(...shown.map((v) => v.links));
  const rows = chart.rows.slice(0, shown.length);
  const errors = [
    ...equal(`${chart.id}, chart`, chart.texts.map(number), shown.map((v) => v.links)),
    ...equal(`${chart.id}, table`, rows.map((r) => [number(r[1]), number(r[3])]), shown.map((v) => [v.links, v.domains])),
    ...shown.flatMap((v, i) => near(`${chart.id}, bar ${i + 1}`, chart.bars[i], Math.max(2, (340 * v.links) / max))),
  ];
  const hidden = facet.values.slice(MAX_BARS);
  const values = hidden.length + facet.others.values;
  const others = chart.rows[shown.length];
  return values
    ? [...errors, ...equal(`${chart.id}, others`, [number(others[0].split(" ")[0]), number(others[1])], [values, hidden.reduce((sum, v) => sum + v.links, facet.others.links)])]
    : [...errors, ...equal(`${chart.id}, rows`, chart.rows.length, shown.length)];
}

function months(chart, first, lost) {
  const all = [...(first?.months ?? []), ...(lost?.months ?? [])];
  if (!all.length) return equal(chart.id, chart.rows, []);
  const inPeriod = (label, list) => {
    const [from, to] = label.includes("–") ? label.split("–") : [label, label];
    return (list?.months ?? []).filter((m) => m.month.slice(0, from.length) >= from && m.month.slice(0, to.length) <= to)
      .reduce((sum, m) => sum + m.links, 0);
  };
  const expected = chart.rows.map((r) => [r[0], inPeriod(r[0], first), inPeriod(r[0], lost)]);
  const found = chart.rows.map((r) => [r[0], number(r[1]), number(r[2])]);
  const sum = (list) => (list?.months ?? []).reduce((total, m) => total + m.links, 0);
  const columns = (path) => [...(path ?? "").matchAll(/v(-?[\d.]+)h/g)].map((m) => Math.abs(Number(m[1])));
  const scale = Math.max(...found.map((r) => r[1])) + Math.max(...found.map((r) => r[2]));
  const heights = (column) => found.filter((r) => r[column]).map((r) => Math.max(2, (140 * r[column]) / scale));
  const same = (name, a, b) => (a.length === b.length ? a.flatMap((h, i) => near(name, h, b[i])) : [`${name}: ${a.length} columns for ${b.length} periods`]);
  return [
    ...equal(`${chart.id}, table`, found, expected),
    ...equal(`${chart.id}, all`, [found.reduce((t, r) => t + r[1], 0), found.reduce((t, r) => t + r[2], 0)], [sum(first), sum(lost)]),
    ...same(`${chart.id}, above the line`, columns(chart.paths.a), heights(1)),
    ...same(`${chart.id}, below the line`, columns(chart.paths.b), heights(2)),
    ...chart.scale.slice(0, 1).flatMap((t) => (found.some((r) => r[1] === number(t) || r[2] === number(t)) ? [] : [`${chart.id}: ${t} is in no row`])),
  ];
}

function flow(chart, counts) {
  if (!counts) return equal(chart.id, chart.rows, []);
  const grid = new Map();
  counts.matrix.forEach(([citationFlow, trustFlow, links]) => {
    const key = `${Math.min(19, Math.floor(citationFlow / 5))} ${Math.min(19, Math.floor(trustFlow / 5))}`;
    grid.set(key, (grid.get(key) ?? 0) + links);
  });
  const shades = Object.entries(chart.keys).flatMap(([shade, range]) => {
    const [from, to] = range.includes("–") ? range.split("–").map(number) : [number(range), number(range)];
    const cells = [...grid.values()].filter((links) => links >= from && links <= to).length;
    return equal(`${chart.id}, cells of ${shade}`, (chart.paths[shade] ?? "").split("M").length - 1, cells);
  });
  const drawn = Object.keys(chart.keys).reduce((sum, shade) => sum + (chart.paths[shade] ?? "").split("M").length - 1, 0);
  return [
    ...shades,
    ...equal(`${chart.id}, all cells`, drawn, grid.size),
    ...equal(`${chart.id}, table`, chart.rows.map((r) => [number(r[1]), number(r[2])]), counts.citationDeciles.map((c, i) => [c, counts.trustDeciles[i]])),
  ];
}

function follow(chart, counts, rows) {
  if (!counts) return equal(chart.id, chart.rows, []);
  const expected = [["Follow", counts.follow], ["Nofollow", counts.nofollow], ["Unknown", rows - counts.known]].filter((p) => p[1]);
  return [
    ...equal(`${chart.id}, table`, chart.rows.map((r) => [r[0], number(r[1])]), expected),
    ...equal(`${chart.id}, chart`, chart.values.map(number), expected.map((p) => p[1])),
  ];
}

/** The errors of all charts and tiles of a page. */
export async function numberErrors(page, summary) {
  const found = new Map((await charts(page)).map((chart) => [chart.id, chart]));
  const errors = equal("charts", found.size, summary.lists.length * 11);
  for (const list of summary.lists) {
    const scope = list.scope;
    const chart = (name) => found.get(`${scope}-${name}`) ?? { id: `${scope}-${name}`, rows: ["missing"], texts: [], values: [], scale: [], bars: [], paths: {}, keys: {} };
    const facets = { types: "linkTypes", topics: "topics", anchors: "anchors", domains: "referringDomains", targets: "targets", tlds: "tlds", countries: "countries", languages: "languages" };
    errors.push(...Object.entries(facets).flatMap(([name, facet]) => bars(chart(name), list[facet])));
    errors.push(...flow(chart("flow"), list.flow), ...follow(chart("follow"), list.follow, list.rows), ...months(chart("months"), list.firstIndexed, list.lost));
    const tile = await tiles(page, scope);
    errors.push(...equal(`${scope}, tiles`, [tile["Living links"], tile["Dead links"], tile["Source pages"], tile["Referring domains"]].map(number), [list.rows, list.dead, list.sourceUrls, list.domains]));
    errors.push(...equal(`${scope}, all links`, [tile["All links"] === "unknown", tile["All links, note"]], list.of.totalBacklinks === undefined ? [true, "in the index"] : [false, `${list.of.totalBacklinks.toLocaleString("en-US")} in the index`]));
  }
  return errors;
}
