/* Feasibility and gain of the candidates listed below, drawn as SVG in the colours of the page. A click on a point goes
   to its card. The element names a JSON script (data-scatter) with
     {"x": label, "y": label, "points": [{"name", "x", "y", "href", "lines": [text], "known": bool}]} */

import * as echarts from "../vendor/echarts.esm.min.mjs";

function colour(element, variable) {
  const probe = element.appendChild(document.createElement("i"));
  probe.style.color = `var(${variable})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function axis(name, values, ink, line) {
  return {
    type: "value", name, nameLocation: "middle", nameGap: 30, min: Math.max(0, 10 * Math.floor(Math.min(...values) / 10 - 0.5)), max: 100,
    nameTextStyle: { color: ink }, axisLabel: { color: ink }, splitLine: { lineStyle: { color: line } },
  };
}

function tip(point) {
  const box = document.createElement("div");
  const name = box.appendChild(document.createElement("strong"));
  name.textContent = point.name;
  for (const line of point.lines) box.appendChild(document.createElement("div")).textContent = line;
  return box;
}

function options(element, data) {
  const [ink, soft, line] = ["--ic-ink", "--ic-ink-soft", "--ic-line"].map((name) => colour(element, name));
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(element).fontFamily, color: ink },
    grid: { left: 50, right: 24, top: 20, bottom: 48 },
    tooltip: {
      backgroundColor: colour(element, "--ic-surface"), borderColor: line, textStyle: { color: ink }, confine: true,
      formatter: ({ data: point }) => tip(point),
    },
    xAxis: axis(data.x, data.points.map((point) => point.x), soft, line),
    yAxis: axis(data.y, data.points.map((point) => point.y), soft, line),
    series: [{
      type: "scatter",
      symbolSize: 13,
      data: data.points.map((point) => ({ ...point, value: [point.x, point.y], itemStyle: { color: colour(element, point.known ? "--ic-gain" : "--ic-feasibility"), opacity: 0.8 } })),
      label: { show: element.clientWidth > 700, formatter: ({ dataIndex, data: point }) => (dataIndex < 8 ? point.name : ""), position: "left", color: ink, fontSize: 11, width: 150, overflow: "truncate" },
      labelLayout: { hideOverlap: true },
    }],
  };
}

function draw(element) {
  const data = JSON.parse(document.getElementById(element.dataset.scatter).textContent);
  const chart = echarts.init(element, null, { renderer: "svg" });
  const redraw = () => chart.setOption(options(element, data), true);
  redraw();
  chart.on("click", ({ data: point }) => document.getElementById(point.href)?.scrollIntoView());
  new ResizeObserver(() => { chart.resize(); redraw(); }).observe(element.parentElement);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
}

/** Charts are drawn when their fold is opened: before that they have no width. */
document.addEventListener("toggle", ({ target }) => {
  const element = target.open && target.querySelector(".scatter:not([data-drawn])");
  if (!element) return;
  element.dataset.drawn = "1";
  draw(element);
}, true);
