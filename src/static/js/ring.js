// An alarm on the open page rings and shakes until it is answered or silenced.
// Hooks: [data-ring="alarm id"], [data-ring-mute].

import { $ } from "./screen.js";

const muted = new Set();
let sound;
setInterval(beat, 1500);
addEventListener("click", ({ target }) => {
  if (target.closest("[data-ring-mute]")) muted.add($("[data-ring]").dataset.ring);
});

function beat() {
  const alarm = $("[data-ring]");
  if (!alarm || muted.has(alarm.dataset.ring)) return;
  navigator.vibrate?.([400, 200, 400]);
  sound ??= new AudioContext();
  sound.resume(); // stays silent until the page was touched once: the browser's rule
  tone(880, 0);
  tone(660, 0.4);
}

function tone(frequency, delay) {
  const start = sound.currentTime + delay;
  const voice = new OscillatorNode(sound, { frequency, type: "square" });
  const volume = new GainNode(sound, { gain: 0.3 });
  voice.connect(volume).connect(sound.destination);
  voice.start(start);
  voice.stop(start + 0.35);
}
