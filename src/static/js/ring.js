// An alarm on the open page rings and shakes until it is answered or silenced.
// Hooks: [data-ring="alarm id"], [data-ring-mute].

import { $, $$ } from "./screen.js";

const muted = new Set();
let sound;
setInterval(beat, 1500);
addEventListener("click", ({ target }) => {
  const alarm =
    target.closest("[data-ring-mute]") && (target.closest("[data-ring]") ?? $("[data-ring]"));
  if (alarm) muted.add(alarm.dataset.ring);
});

function beat() {
  if (![...$$("[data-ring]")].some(({ dataset }) => !muted.has(dataset.ring))) return;
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
