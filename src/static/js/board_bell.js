// When the board sounds: while an emergency stands there that nobody has opened, unless this desk
// has hushed it. A new one sounds all the same. Knows no page and no loudspeaker: see board.js.

const TEST = 1500;

export function bell() {
  const hushed = new Set();
  let calling = [];
  let testing = 0;
  const loud = () => calling.filter((number) => !hushed.has(number));
  return {
    /** @param numbers of the emergencies nobody has opened yet */
    hear(numbers) {
      calling = numbers;
      for (const number of hushed) if (!numbers.includes(number)) hushed.delete(number);
    },
    hush: () => calling.forEach((number) => hushed.add(number)),
    test: (now) => (testing = now + TEST),
    sounds: (now) => loud().length > 0 || now < testing,
    /** @param on whether sound can be heard here at all */
    state(on, wished) {
      if (!wished) return "off";
      if (!on) return "asleep";
      return loud().length ? "ringing" : calling.length ? "hushed" : "on";
    },
  };
}
