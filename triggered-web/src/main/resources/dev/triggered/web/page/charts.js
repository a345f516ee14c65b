"use strict";
(() => {
  const page = document.documentElement.lang;
  const lang = navigator.languages.find((each) => each.startsWith(page)) ?? page;
  const count = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 });
  const units = {
    COUNT: (value) => count.format(value),
    PERCENT: (value) => `${count.format(value)} %`,
    MILLIS: (value) => value < 1000 ? `${count.format(value)} ms`
      : value < 60_000 ? `${count.format(value / 1000)} s` : `${count.format(value / 60_000)} min`,
  };
  const leastTop = { COUNT: 4, PERCENT: 1, MILLIS: 10 };
  const whole = Array.from({ length: 10 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();
  const steps = { COUNT: whole, PERCENT: whole.map((step) => step / 10) };
  const drawn = new Map();

  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const looks = {
    MAIN: () => ({ stroke: color("accent"), fill: color("fill"), width: 2 }),
    SOFT: () => ({ stroke: color("soft"), width: 1.5 }),
    FAINT: () => ({ stroke: color("faint"), width: 1.5 }),
    BAD: () => ({ stroke: color("bad"), width: 2 }),
  };

  /** Reads what the table behind a chart says. A date without a time is a day of UTC. */
  const read = (table) => {
    const times = [...table.querySelectorAll("tbody time")].map((time) => time.dateTime);
    const rows = [...table.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("[data-value]")]);
    const lines = [...table.querySelectorAll("[data-look]")].map((head, index) => ({
      label: head.textContent,
      look: head.dataset.look,
      values: rows.map((row) => row[index].dataset.value === "" ? null : Number(row[index].dataset.value)),
    }));
    return { days: !times[0].includes("T"), times: times.map((time) => Date.parse(time) / 1000), lines };
  };

  /** Returns where values stand that have no neighbour: no line leads to them. */
  const alone = (values) => [...values.keys()].filter((at) => values[at] !== null && (values[at - 1] ?? values[at + 1] ?? null) === null);

  const options = (figure, plot, chart) => {
    const unit = units[figure.dataset.unit];
    const zone = chart.days ? { timeZone: "UTC" } : {};
    const day = new Intl.DateTimeFormat(lang, { day: "numeric", month: "short", ...zone });
    const clock = new Intl.DateTimeFormat(lang, { hour: "2-digit", minute: "2-digit" });
    const when = new Intl.DateTimeFormat(lang, chart.days ? { dateStyle: "medium", ...zone } : { dateStyle: "medium", timeStyle: "short" });
    const axis = { stroke: color("soft"), font: "12px system-ui, sans-serif", grid: { stroke: color("line"), width: 1 }, ticks: { show: false } };
    return {
      width: plot.clientWidth,
      height: 190,
      padding: [10, 16, 0, 0],
      tzDate: (seconds) => chart.days ? uPlot.tzDate(new Date(seconds * 1000), "UTC") : new Date(seconds * 1000),
      cursor: { y: false, drag: { x: false, y: false } },
      scales: { y: { range: (_, least, most) => [0, Math.max(leastTop[figure.dataset.unit], most * 1.08)] } },
      axes: [
        { ...axis, size: 32, gap: 8, space: 72, grid: { show: false }, values: (_, splits, _axis, _space, step) => splits.map((at) => (step < 86_400 ? clock : day).format(at * 1000)) },
        { ...axis, size: (_, labels) => 16 + 7 * Math.max(...(labels ?? [""]).map((label) => label.length)), values: (_, splits) => splits.map(unit), incrs: steps[figure.dataset.unit] },
      ],
      series: [
        { label: "", value: (_, at) => at === null ? "" : when.format(at * 1000) },
        ...chart.lines.map((line) => ({ label: line.label, points: { show: false, size: 8, filter: (made, at) => alone(made.data[at]), fill: looks[line.look]().stroke }, value: (_, value) => value === null ? "" : unit(value), ...looks[line.look]() })),
      ],
      legend: { markers: { width: 0, fill: (made, index) => made.series[index].stroke() }, mount: (_, legend) => { legend.ariaHidden = "true"; figure.insertBefore(legend, plot.nextSibling); } },
    };
  };

  /** Has the arrow keys do what a mouse does. */
  const steer = (plot, chart) => {
    plot.onkeydown = (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      const from = chart.cursor.idx ?? (step > 0 ? -1 : chart.data[0].length);
      const index = Math.min(chart.data[0].length - 1, Math.max(0, from + step));
      if (step) {
        event.preventDefault();
        chart.setCursor({ left: chart.valToPos(chart.data[0][index], "x"), top: 0 });
      }
    };
  };

  const erase = (figure) => {
    drawn.get(figure)?.destroy();
    figure.querySelector(".u-legend")?.remove();
    drawn.delete(figure);
  };

  const resized = new ResizeObserver((entries) => entries.forEach((entry) =>
    drawn.get(entry.target.parentElement)?.setSize({ width: entry.target.clientWidth, height: 190 })));

  const draw = (figure) => {
    const plot = figure.querySelector(".plot");
    erase(figure);
    plot.hidden = false;
    const chart = read(figure.querySelector("table"));
    const made = new uPlot(options(figure, plot, chart), [chart.times, ...chart.lines.map((line) => line.values)], plot);
    drawn.set(figure, made);
    steer(plot, made);
    resized.observe(plot);
  };

  const drawAll = () => {
    [...drawn.keys()].filter((figure) => !figure.isConnected).forEach(erase);
    [...document.querySelectorAll(".chart:has(.plot)")].filter((figure) => !drawn.has(figure)).forEach(draw);
  };

  drawAll();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => [...drawn.keys()].forEach(draw));
  document.body.addEventListener("htmx:afterSwap", drawAll);
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.id === "charts" && event.target.matches(":hover, :focus-within, :has(details[open])")) {
      event.preventDefault();
    }
  });
})();
