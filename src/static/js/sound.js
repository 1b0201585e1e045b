// The sounds of garage and office: a siren that wails, short calls for a line that is cut, and a
// tone for an emergency nobody has opened. All made here: nothing to fetch when it burns.

const SIREN = { frequency: 800, type: "sawtooth" };
const SWAY = { frequency: 0.4, type: "triangle" };
const SWAY_HZ = 380;
const LOUD = 0.6;
const DUCKED = 0.08; // while somebody speaks
// Short calls, then a pause: what is called for may last a night.
const LOST = { hz: 1700, length: 0.9, on: 0.15, off: 0.15, every: 8 };
const TONE = { hz: 880, length: 0.7, on: 0.3, off: 0.1, every: 6 };

const playing = new Map();
let sound;
let before = 0;
let still = 0;

/** From a tap on: the browser's rule. Some screens are set up to need none. */
export function unlock() {
  sound ??= new AudioContext();
  return sound.resume();
}

/** Whether sound really runs: one that stands still for three looks, a second apart, is off. */
export function isOn() {
  if (sound?.state !== "running") return false;
  still = sound.currentTime === before ? still + 1 : 0;
  before = sound.currentTime;
  return still < 3;
}

/** Each sound begins once and goes on by itself until it is no longer wanted. */
export function want(name, wanted) {
  if (!sound || Boolean(playing.get(name)) === wanted) return;
  playing.get(name)?.();
  playing.set(name, wanted ? sounds[name]() : undefined);
}

/** The siren gives way to a voice. */
export function duck(quiet) {
  playing.get("siren")?.volume.gain.setTargetAtTime(quiet ? DUCKED : LOUD, sound.currentTime, 0.1);
}

const sounds = { siren, lost: () => calls(LOST), test: siren, tone: () => calls(TONE) };

function siren() {
  const volume = new GainNode(sound, { gain: LOUD });
  const wail = new OscillatorNode(sound, SIREN);
  const sway = new OscillatorNode(sound, SWAY);
  sway.connect(new GainNode(sound, { gain: SWAY_HZ })).connect(wail.frequency);
  wail.connect(volume).connect(sound.destination);
  sway.start();
  wail.start();
  return Object.assign(() => (wail.stop(), sway.stop()), { volume });
}

function calls({ hz, length, on, off, every }) {
  const { sampleRate } = sound;
  const buffer = new AudioBuffer({ length: every * sampleRate, sampleRate });
  const wave = buffer.getChannelData(0);
  for (let at = 0; at < length * sampleRate; at++) {
    const time = at / sampleRate;
    if (time % (on + off) < on) wave[at] = Math.sign(Math.sin(2 * Math.PI * hz * time)) * 0.4;
  }
  const call = new AudioBufferSourceNode(sound, { buffer, loop: true });
  call.connect(sound.destination);
  call.start();
  return () => call.stop();
}
