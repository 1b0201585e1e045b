// A voice note: hold the button and speak, or tap to start and again to stop; a minute at most.
// Hooks: [data-voice] idle|recording|recorded|denied|unsupported, slot seconds,
// [data-voice-record], [data-voice-preview], [data-voice-remove].

import { newId } from "../service_worker/phone.js";
import { $, fill, setState } from "./screen.js";

const LONGEST = 60000;
const HOLD = 500;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];

/** @returns one file {id, type, blob} or none; `settled` ends what is being recorded */
export function takeVoice(root, onChange, touch) {
  const button = $("[data-voice-record]", root);
  const preview = $("[data-voice-preview]", root);
  const mimeType = TYPES.find((type) => window.MediaRecorder?.isTypeSupported(type));
  let files = [];
  let recorder;
  let pressed;
  let recorded; // a promise of what is being recorded
  let ended;

  const add = ([file]) => {
    files = [file];
    preview.src = URL.createObjectURL(file.blob);
    setState(root, "recorded");
  };
  const start = async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const begun = Date.now();
    const tick = () => fill(root, { seconds: Math.round((Date.now() - begun) / 1000) });
    const ticking = setInterval(tick, 250);
    const ending = setTimeout(() => recorder.stop(), LONGEST);
    recorder = new MediaRecorder(stream, { mimeType, audioBitsPerSecond: 16000 });
    recorder.ondataavailable = ({ data: blob }) => {
      clearInterval(ticking);
      clearTimeout(ending);
      for (const track of stream.getTracks()) track.stop();
      recorder = undefined;
      button.setAttribute("aria-pressed", "false");
      add([{ id: newId(), type: "voice", blob }]);
      onChange();
      ended();
    };
    recorded = new Promise((resolve) => (ended = resolve));
    recorder.start();
    button.setAttribute("aria-pressed", "true");
    setState(root, "recording");
  };
  const toggle = () => (recorder ? recorder.stop() : start().catch(() => setState(root, "denied")));
  const press = () => {
    pressed = Date.now();
    toggle();
  };

  button.onpointerdown = press;
  button.onpointerup = () => recorder && Date.now() - pressed > HOLD && recorder.stop();
  button.onclick = ({ detail }) => detail || toggle(); // no detail: by keyboard
  $("[data-voice-remove]", root).onclick = () => {
    files = [];
    setState(root, "idle");
    button.focus();
    onChange();
  };
  if (!mimeType) setState(root, "unsupported");
  else if (touch?.type === "pointerdown" && button.contains(touch.target)) press();
  const settled = () => {
    recorder?.stop();
    return recorded;
  };
  return { files: () => files, add, settled };
}
