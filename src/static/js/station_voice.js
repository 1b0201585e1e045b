// Announcements aloud, where the screen has a voice for the page's language; else silence.

const synthesis = window.speechSynthesis;
// Older Android names Indonesian "in".
const language = document.documentElement.lang;
const ours = new RegExp(`^(${language}${language === "id" ? "|in" : ""})([-_]|$)`, "i");

const LONGEST = 20000; // some never say that they have ended

export const voice = () => synthesis?.getVoices().find(({ lang }) => ours.test(lang));

/** Says it, ending whatever was being said. @param ended is called once it is over */
export function say(text, ended) {
  const speaker = voice();
  if (!speaker) return ended();
  const said = new SpeechSynthesisUtterance(text);
  Object.assign(said, {
    voice: speaker,
    lang: speaker.lang,
    rate: 0.95,
    onend: ended,
    onerror: ended,
  });
  synthesis.cancel();
  synthesis.speak(said);
  setTimeout(ended, LONGEST);
}
