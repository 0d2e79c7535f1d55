/* Charts beside their tables, drawn as SVG in the colours of the page. Used through templates/includes/chart.html.

   The element names a JSON script (data-chart) with
     {"kind": "bar" | "line" | "bars", "stacked": true, "step": true, "categories": [text], "series": [{"name", "values": [number | null]}],
      "unit": "what the numbers count", "reference": {"value": 1, "label": "as expected"},
      "intervals": [[low, high], …]}
   "bars" lies down: one category a line, for long names. The table below says the same in words and numbers. */

import * as echarts from "./vendor/echarts.esm.min.mjs";

const SERIES = ["--ic-feasibility", "--ic-gain", "--ic-similarity", "--ic-good"];

function colour(element, variable) {
  const probe = element.appendChild(document.createElement("i"));
  probe.style.color = `var(${variable})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** A whisker from the low to the high end of each interval, on lying bars. */
function whiskers(data, ink) {
  return {
    type: "custom",
    silent: true,
    z: 3,
    data: data.intervals.map(([low, high], index) => [low, high, index]),
    encode: { x: [0, 1], y: 2 },
    tooltip: { show: false },
    renderItem: (_, api) => {
      const [start, end] = [api.coord([api.value(0), api.value(2)]), api.coord([api.value(1), api.value(2)])];
      const line = (x1, y1, x2, y2) => ({ type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: ink, lineWidth: 1.5 } });
      const tick = (x, y) => line(x, y - 4, x, y + 4);
      return { type: "group", children: [line(...start, ...end), tick(...start), tick(...end)] };
    },
  };
}

function options(element, data) {
  const [ink, soft, line] = ["--ic-ink", "--ic-ink-soft", "--ic-line"].map((name) => colour(element, name));
  const lying = data.kind === "bars";
  const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 2 });
  const room = element.clientWidth < 480 ? 130 : 240;
  const names = {
    type: "category",
    data: data.categories,
    inverse: lying,
    axisLine: { lineStyle: { color: line } },
    axisTick: { show: false },
    axisLabel: { color: soft, width: lying ? room : undefined, overflow: "truncate", hideOverlap: true },
  };
  const amounts = {
    type: "value",
    name: data.unit,
    nameLocation: lying ? "middle" : "end",
    nameGap: lying ? 28 : 12,
    nameTextStyle: { color: soft, align: lying ? "center" : "left" },
    axisLabel: { color: soft, formatter: (value) => number.format(value), hideOverlap: true },
    splitLine: { lineStyle: { color: line } },
    minInterval: data.whole ? 1 : undefined,
  };
  const series = data.series.map((one, index) => ({
    name: one.name,
    type: data.kind === "line" ? "line" : "bar",
    data: one.values,
    stack: data.stacked ? "all" : undefined,
    step: data.step ? "end" : undefined,
    barMaxWidth: lying ? 14 : 26,
    showSymbol: data.categories.length < 40,
    itemStyle: { color: colour(element, SERIES[index % SERIES.length]), borderRadius: 2 },
    markLine: data.reference && index === 0
      ? {
          silent: true,
          symbol: "none",
          lineStyle: { color: soft, type: "dashed" },
          label: { formatter: data.reference.label, color: soft, position: lying ? "start" : "insideEndTop" },
          data: [lying ? { xAxis: data.reference.value } : { yAxis: data.reference.value }],
        }
      : undefined,
  }));
  if (data.intervals && lying) series.push(whiskers(data, ink));
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(element).fontFamily, color: ink },
    grid: lying
      ? { left: room + 10, right: 24, top: 26, bottom: 44 }
      : { left: 8, right: 20, top: 34, bottom: 8, containLabel: true },
    legend: data.series.length > 1 ? { top: 0, right: 0, textStyle: { color: soft } } : undefined,
    tooltip: {
      trigger: "axis",
      axisPointer: { type: "shadow" },
      backgroundColor: colour(element, "--ic-surface"),
      borderColor: line,
      textStyle: { color: ink },
      valueFormatter: (value) => (value === null || value === undefined ? "–" : number.format(value)),
    },
    xAxis: lying ? amounts : names,
    yAxis: lying ? names : amounts,
    series,
  };
}

/** Draw one chart; it follows the width of its place and the light or dark of the system. */
export function draw(element) {
  const data = JSON.parse(document.getElementById(element.dataset.chart).textContent);
  if (data.kind === "bars") element.style.height = `${70 + 26 * data.categories.length}px`;
  const chart = echarts.init(element, null, { renderer: "svg" });
  const redraw = () => chart.setOption(options(element, data), true);
  redraw();
  new ResizeObserver(() => { chart.resize(); redraw(); }).observe(element.parentElement);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  element.dataset.drawn = data.categories.length;
  return chart;
}

for (const element of document.querySelectorAll(".chart[data-chart]")) draw(element);
