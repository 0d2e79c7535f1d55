/* A world map of points beside its table, without any tile server. Used through templates/includes/map.html.

   The element names a JSON script (data-points) with
     {"points": [{"key", "label", "latitude", "longitude", "size", "value", "group", "href", "lines": [text]}],
      "sizes":  "what the size of a circle says",
      "values": {"label": "what the colour says", "steps": [0.5, 1, 2], "none": "when there is no value"},
      "groups": [{"key", "label"}],
      "lines": [{"from": [longitude, latitude], "to": [longitude, latitude]}]}
   The map opens where three quarters of the sizes are; a button shows the whole world.
   Colour follows "value" by the steps, or "group" by its place in the list. Rows of a table with
   data-point="key" show their point when they have the focus or the pointer; a click on a circle opens its links. */

import { LngLatBounds, Map as WorldMap, NavigationControl, Popup } from "./vendor/maplibre-gl.mjs";

const WORLD = new LngLatBounds([-128, -40], [152, 68]);
const SCALE = ["--ic-map-1", "--ic-map-2", "--ic-map-3", "--ic-map-4", "--ic-map-5"];
const GROUPS = ["--ic-feasibility", "--ic-gain", "--ic-similarity", "--ic-good", "--ic-bad", "--ic-ink-soft"];
const LARGEST = 22;
const SMALLEST = 3.5;

/** The colour a CSS variable stands for now, light or dark, as rgb(). */
function colour(element, variable) {
  const probe = element.appendChild(document.createElement("i"));
  probe.style.color = `var(${variable})`;
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

function stepOf(value, steps) {
  return steps.filter((step) => value >= step).length;
}

/** The variable that colours a point. */
function paint(point, data) {
  if (data.groups) return GROUPS[Math.max(0, data.groups.findIndex((group) => group.key === point.group)) % GROUPS.length];
  if (!data.values || point.value === null || point.value === undefined) return "--ic-map-none";
  return SCALE[Math.min(stepOf(point.value, data.values.steps), SCALE.length - 1)];
}

/** Points that share their coordinates, set apart in a small spiral so that each can be reached. */
function apart(points) {
  const seen = new globalThis.Map();
  return points.map((point) => {
    const place = `${point.latitude},${point.longitude}`;
    const turn = seen.get(place) ?? 0;
    seen.set(place, turn + 1);
    const [distance, angle] = [0.07 * Math.sqrt(turn), turn * 2.399963];
    const stretch = Math.max(0.2, Math.cos((point.latitude * Math.PI) / 180));
    return [point.longitude + (distance * Math.cos(angle)) / stretch, point.latitude + distance * Math.sin(angle)];
  });
}

function features(element, data) {
  const places = apart(data.points);
  const largest = Math.max(1, ...data.points.map((point) => point.size ?? 1));
  const radius = (size) => SMALLEST + (LARGEST - SMALLEST) * Math.sqrt((size ?? 1) / largest);
  const drawn = data.points.map((point, id) => ({
    type: "Feature",
    id,
    geometry: { type: "Point", coordinates: places[id] },
    properties: {
      radius: data.sizes ? radius(point.size) : 5,
      colour: colour(element, paint(point, data)),
      order: -(point.size ?? 0),
    },
  }));
  return { type: "FeatureCollection", features: drawn };
}

/** Lines between places, bent a little so that two in one direction are told apart. */
function arcs(lines) {
  const drawn = lines.map(({ from, to }) => {
    const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
    const bent = (share) => {
      const lift = 0.12 * 4 * share * (1 - share);
      return [from[0] + dx * share - dy * lift, from[1] + dy * share + dx * lift];
    };
    const coordinates = Array.from({ length: 17 }, (_, step) => bent(step / 16));
    return { type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } };
  });
  return { type: "FeatureCollection", features: drawn };
}

function layers(element) {
  const here = ["boolean", ["feature-state", "here"], false];
  return [
    { id: "sea", type: "background", paint: { "background-color": colour(element, "--ic-map-sea") } },
    { id: "land", type: "fill", source: "countries", paint: { "fill-color": colour(element, "--ic-map-land") } },
    {
      id: "borders",
      type: "line",
      source: "countries",
      paint: { "line-color": colour(element, "--ic-map-border"), "line-width": ["interpolate", ["linear"], ["zoom"], 1, 0.4, 6, 1.2] },
    },
    {
      id: "lines",
      type: "line",
      source: "lines",
      paint: { "line-color": colour(element, "--ic-ink-soft"), "line-opacity": 0.5, "line-width": 1.2 },
    },
    {
      id: "points",
      type: "circle",
      source: "points",
      layout: { "circle-sort-key": ["get", "order"] },
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 1, ["*", 0.6, ["get", "radius"]], 4, ["get", "radius"], 8, ["*", 1.5, ["get", "radius"]]],
        "circle-color": ["get", "colour"],
        "circle-opacity": ["case", here, 1, 0.8],
        "circle-stroke-color": ["case", here, colour(element, "--ic-ink"), colour(element, "--ic-surface")],
        "circle-stroke-width": ["case", here, 3, 1],
      },
    },
  ];
}

function style(element, data) {
  return {
    version: 8,
    sources: {
      countries: { type: "geojson", data: new URL(element.dataset.countries, location.href).href, tolerance: 0.2 },
      lines: { type: "geojson", data: arcs(data.lines ?? []) },
      points: { type: "geojson", data: features(element, data) },
    },
    layers: layers(element),
  };
}

/** What a circle says: its name as a link, then its lines. Texts only, never markup. */
function card(points) {
  const box = document.createElement("div");
  box.className = "map-card";
  for (const point of points.slice(0, 8)) {
    const title = box.appendChild(document.createElement("p")).appendChild(document.createElement(point.href ? "a" : "strong"));
    title.textContent = point.label;
    if (point.href) title.href = point.href;
    for (const line of point.lines ?? []) {
      const small = box.lastChild.appendChild(document.createElement("small"));
      small.textContent = line;
    }
  }
  return box;
}

function swatch(list, variable, label, size) {
  const item = list.appendChild(document.createElement("li"));
  const dot = item.appendChild(document.createElement("span"));
  dot.style.cssText = `background: var(${variable}); width: ${size}px; height: ${size}px`;
  item.append(label);
}

/** What colours and sizes mean, in words, under the map. */
function legend(element, data) {
  const list = document.createElement("ul");
  list.className = "map-legend";
  if (data.groups) data.groups.forEach((group, index) => swatch(list, GROUPS[index % GROUPS.length], group.label, 11));
  if (data.values) {
    const { label, steps, none } = data.values;
    const number = new Intl.NumberFormat(document.documentElement.lang);
    const bound = (index) => number.format(steps[index]);
    const head = list.appendChild(document.createElement("li"));
    head.textContent = label;
    SCALE.slice(0, steps.length + 1).forEach((variable, index) => {
      const text = index === 0 ? `< ${bound(0)}` : index === steps.length ? `≥ ${bound(index - 1)}` : `${bound(index - 1)} – ${bound(index)}`;
      swatch(list, variable, text, 11);
    });
    if (none) swatch(list, "--ic-map-none", none, 11);
  }
  if (data.sizes) {
    const item = list.appendChild(document.createElement("li"));
    for (const size of [6, 10, 16]) {
      const dot = item.appendChild(document.createElement("span"));
      dot.style.cssText = `border: 1px solid currentcolor; width: ${size}px; height: ${size}px`;
    }
    item.append(data.sizes);
  }
  if (list.children.length) element.after(list);
}

/** Where most of it is: the largest points that make up three quarters together; all of them where sizes say nothing. */
function focus(data) {
  const total = data.points.reduce((sum, point) => sum + (point.size ?? 1), 0);
  const bounds = new LngLatBounds();
  let seen = 0;
  for (const point of data.points) {
    if (seen > 0.75 * total && data.sizes) break;
    bounds.extend([point.longitude, point.latitude]);
    seen += point.size ?? 1;
  }
  return data.points.length ? bounds : WORLD;
}

/** A globe as a line drawing. */
function globe() {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = svg.appendChild(document.createElementNS(svg.namespaceURI, "path"));
  path.setAttribute("d", "M12 4a8 8 0 1 0 0 16a8 8 0 1 0 0-16M4 12h16M12 4c-4 4-4 12 0 16c4-4 4-12 0-16");
  return svg;
}

/** A button that shows the whole world again. */
class WholeWorld {
  constructor(label) {
    this.label = label;
  }
  onAdd(map) {
    this.element = document.createElement("div");
    this.element.className = "maplibregl-ctrl maplibregl-ctrl-group";
    const button = this.element.appendChild(document.createElement("button"));
    button.type = "button";
    button.append(globe());
    button.title = this.label;
    button.setAttribute("aria-label", this.label);
    button.addEventListener("click", () => map.fitBounds(WORLD, { animate: false }));
    return this.element;
  }
  onRemove() {
    this.element.remove();
  }
}

/** What MapLibre says itself, in the language of the page. */
function words({ title, zoomIn, zoomOut, close, scroll, scrollMac, touch }) {
  return {
    "Map.Title": title,
    "NavigationControl.ZoomIn": zoomIn,
    "NavigationControl.ZoomOut": zoomOut,
    "Popup.Close": close,
    "CooperativeGesturesHandler.WindowsHelpText": scroll,
    "CooperativeGesturesHandler.MacHelpText": scrollMac,
    "CooperativeGesturesHandler.MobileHelpText": touch,
  };
}

/** Draw one map and tie it to the rows of its table. */
export function draw(element) {
  const data = JSON.parse(document.getElementById(element.dataset.points).textContent);
  data.points = data.points.filter((point) => Number.isFinite(point.latitude) && Number.isFinite(point.longitude));
  data.points.sort((a, b) => (b.size ?? 0) - (a.size ?? 0));
  legend(element, data);
  const map = new WorldMap({
    container: element,
    style: style(element, data),
    bounds: focus(data),
    fitBoundsOptions: { padding: 40, maxZoom: data.points.length > 1 ? 6 : 3.5 }, // one point alone: its continent around it
    maxZoom: 10,
    attributionControl: false,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    renderWorldCopies: false,
    locale: words(element.dataset),
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.addControl(new WholeWorld(element.dataset.world), "top-right");
  const popup = new Popup({ closeButton: true, maxWidth: "18rem", focusAfterOpen: false, offset: 10 });
  let lit = null;

  function light(id) {
    if (lit !== null) map.setFeatureState({ source: "points", id: lit }, { here: false });
    lit = id;
    if (id !== null) map.setFeatureState({ source: "points", id }, { here: true });
  }
  function show(ids) {
    const [first] = ids;
    light(first);
    popup.setLngLat([data.points[first].longitude, data.points[first].latitude]);
    popup.setDOMContent(card(ids.map((id) => data.points[id]))).addTo(map);
  }

  popup.on("close", () => light(null));
  map.on("click", "points", (event) => show([...new Set(event.features.map((feature) => feature.id))]));
  map.on("mouseenter", "points", () => { map.getCanvas().style.cursor = "pointer"; });
  map.on("mouseleave", "points", () => { map.getCanvas().style.cursor = ""; });
  const ids = new globalThis.Map(data.points.map((point, id) => [String(point.key), id]));
  for (const row of document.querySelectorAll("[data-point]")) {
    const id = ids.get(row.dataset.point);
    if (id === undefined) continue;
    const reveal = () => map.isStyleLoaded() && show([id]);
    row.addEventListener("focusin", reveal);
    row.addEventListener("pointerenter", reveal);
  }
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.setStyle(style(element, data)));
  map.once("idle", () => { element.dataset.drawn = data.points.length; });
  return map;
}

for (const element of document.querySelectorAll(".map[data-points]")) {
  try {
    draw(element);
  } catch (error) {
    element.replaceChildren(element.dataset.failed);
    element.classList.add("map-failed");
    console.error(error);
  }
}
