// The server's events on one address, with a patience of its own: a line that breaks is joined again
// by the browser, a server that turns us away is asked again later.

const AGAIN = 15000;

/**
 * @param take is given each new state (text); @param tell hears true when the line opens, false when
 * it breaks, with true where the server said no. @returns {() => void} ends it
 */
export function follow(address, take, tell) {
  let source;
  let timer;
  const open = () => {
    source = new EventSource(address);
    source.addEventListener("keadaan", ({ data }) => take(data));
    source.onopen = () => tell(true);
    source.onerror = () => {
      const refused = source.readyState === EventSource.CLOSED;
      if (refused) timer = setTimeout(open, AGAIN);
      tell(false, refused);
    };
  };
  open();
  return () => {
    source.close();
    clearTimeout(timer);
  };
}
