// The map beside the board: incidents in clusters, teams where they last said they were, the region's
// own outlines beneath. Leaflet and its clusters (globals) are loaded before this module.
// Hooks: #peta (data-source, data-base, data-tiles, data-credit, words for buttons) with [data-glass],
// [data-nowhere], templates [data-incident], [data-teams], [data-team]; `keadaan` on the page.

import { spaceNames } from "./map_names.js";
import { $, fill } from "./screen.js";

const { L } = window;
const NEAR = 11; // from this zoom on villages are named
const SVG = "http://www.w3.org/2000/svg";

const root = $("#peta");
const { source, base, tiles, credit, nearer, farther, many } = root.dataset;
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const map = L.map($("[data-glass]"), { zoomControl: false, maxZoom: 18, zoomAnimation: !calm });
const clusters = L.markerClusterGroup({
  iconCreateFunction: clusterIcon,
  showCoverageOnHover: false,
  animate: !calm,
  maxClusterRadius: 44,
});
const teams = L.layerGroup();
const shown = new Map(); // number → marker
let fitted = false;
let asked = 0;
let drawn = 0;

map.attributionControl.setPrefix(false);
L.control.zoom({ zoomInTitle: nearer, zoomOutTitle: farther }).addTo(map);
if (tiles) {
  const referrerPolicy = "strict-origin-when-cross-origin"; // such servers want to know who asks
  L.tileLayer(tiles, { attribution: text(credit), maxZoom: 18, referrerPolicy }).addTo(map);
}
map.addLayer(teams).addLayer(clusters);
map.on("zoomend", () => root.toggleAttribute("data-near", map.getZoom() >= NEAR));
addEventListener("keadaan", refresh);
start();

async function start() {
  const [ground] = await Promise.all([load(base), refresh()]);
  if (ground) drawGround(ground);
  spaceNames(map, clusters, root);
}

async function load(address) {
  const answer = await fetch(address).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

async function refresh() {
  const turn = ++asked;
  const now = await load(source);
  if (!now || turn < drawn) return; // the old picture stays; the page says when the line is cut
  drawn = turn;
  const numbers = new Set(now.incidents.map(({ number }) => number));
  for (const [number, marker] of shown) {
    if (numbers.has(number)) continue;
    clusters.removeLayer(marker);
    shown.delete(number);
  }
  now.incidents.forEach(place);
  drawTeams(now.teams);
  $("[data-nowhere]").hidden = !now.nowhere;
  fill(root, { nowhere: now.nowhere });
  fit(now.incidents.map(({ at }) => at));
}

/** A marker that stays keeps its open bubble and its focus; only what changed is drawn anew. */
function place(incident) {
  const known = shown.get(incident.number);
  const same = known && JSON.stringify(known.incident) === JSON.stringify(incident);
  if (same) return;
  if (known) clusters.removeLayer(known);
  const name = `${incident.number}: ${incident.title}, ${incident.place}`;
  const marker = L.marker(incident.at, { icon: pin(incident), title: name });
  marker.incident = incident;
  marker.bindPopup(() => bubble(incident));
  named(marker, name);
  shown.set(incident.number, marker);
  clusters.addLayer(marker);
}

function bubble(incident) {
  const part = $("[data-incident]", root).content.firstElementChild.cloneNode(true);
  fill(part, incident);
  $("[data-open]", part).href = incident.href;
  return part;
}

function drawTeams(list) {
  teams.clearLayers();
  const together = new Map();
  for (const team of list) {
    const key = String(team.at);
    together.set(key, [...(together.get(key) ?? []), team]);
    if (team.towards) L.polyline([team.at, team.towards], { className: "way" }).addTo(teams);
  }
  for (const here of together.values()) {
    const said = here.map((team) => `${team.name}: ${team.said}`).join("; ");
    const name = here.length > 1 ? `${here.length}: ${said}` : said; // begins with what is seen
    const marker = L.marker(here[0].at, { icon: teamPin(here.length), title: name });
    marker.bindPopup(() => teamList(here));
    named(marker, name).addTo(teams);
  }
}

function teamList(here) {
  const list = $("[data-teams]", root).content.firstElementChild.cloneNode(true);
  for (const team of here) {
    const row = $("[data-team]", root).content.firstElementChild.cloneNode(true);
    fill(row, team);
    list.append(row);
  }
  return list;
}

function drawGround({ outlines, villages }) {
  for (const outline of outlines) {
    L.geoJSON(outline, { className: "outline", interactive: false }).addTo(map).bringToBack();
  }
  for (const [name, lat, lng, outlined] of villages) {
    const dot = { className: "village", radius: outlined ? 0 : 3, interactive: false };
    const words = { permanent: true, direction: "top", className: "village-name", opacity: 1 };
    L.circleMarker([lat, lng], dot).addTo(map).bindTooltip(text(name), words);
  }
  if (!fitted) fit(villages.map(([, lat, lng]) => [lat, lng]));
}

/** Once: whoever has moved the map is not moved back. */
function fit(points) {
  if (fitted || !points.length) return;
  fitted = true;
  map.fitBounds(L.latLngBounds(points), { padding: [40, 40], maxZoom: 13, animate: false });
}

/** Ears get what eyes see; a marker is made anew each time it leaves a cluster. */
function named(marker, name) {
  return marker.on("add", () => marker.getElement().setAttribute("aria-label", name));
}

function pin({ kind, level, vague, late }) {
  const classes = ["pin", kind, level, vague ? "rough" : "", late ? "late" : ""];
  const className = classes.filter(Boolean).join(" ");
  return L.divIcon({ html: drawing(`kind-${kind}`, "kind"), className, iconSize: [36, 36] });
}

function teamPin(count) {
  const html = document.createElement("span");
  html.append(drawing("i-team", "i"));
  if (count > 1) html.append(count);
  return L.divIcon({ html, className: "pin team", iconSize: [44, 36] });
}

function clusterIcon(cluster) {
  const levels = cluster.getAllChildMarkers().map(({ incident }) => incident.level);
  const worst = levels.sort()[0];
  const html = document.createElement("span");
  html.textContent = levels.length;
  html.setAttribute("aria-label", `${levels.length} ${many}`);
  return L.divIcon({ html, className: `pin bunch ${worst}`, iconSize: [44, 44] });
}

function drawing(symbol, className) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.setAttribute("class", className);
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#${symbol}`);
  svg.append(use);
  return svg;
}

/** Leaflet takes strings for HTML. */
function text(words = "") {
  const part = document.createElement("span");
  part.textContent = words;
  return part.outerHTML;
}
