// Names of villages on the map: none over another, none over a pin; what does not fit waits for a
// closer look. Hook: [data-near] on the map's root, from where names are shown at all.

const GAP = 2; // px between two names

/** Space the names out now and whenever the map's picture changes. */
export function spaceNames(map, clusters, root) {
  let asked = 0;
  const soon = () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => space(root));
  };
  map.on("zoomend resize", soon);
  clusters.on("animationend layeradd layerremove", soon);
  soon();
}

function space(root) {
  if (!root.hasAttribute("data-near")) return;
  const names = [...root.querySelectorAll(".village-name")];
  const boxes = names.map((name) => name.getBoundingClientRect());
  const taken = [...root.querySelectorAll(".pin")].map((pin) => pin.getBoundingClientRect());
  names.forEach((name, at) => {
    const crowded = taken.some((other) => overlap(boxes[at], other));
    name.toggleAttribute("data-crowded", crowded);
    if (!crowded) taken.push(boxes[at]);
  });
}

function overlap(one, other) {
  return (
    one.left < other.right + GAP &&
    other.left < one.right + GAP &&
    one.top < other.bottom + GAP &&
    other.top < one.bottom + GAP
  );
}
