// What kind of browser this is, where that decides what a person can be offered.

const agent = navigator.userAgent;

/** Facebook, Instagram, WhatsApp and the like show pages without installing and without pushes. */
export const isInApp = /FBA[NV]|FB_IAB|Instagram|WhatsApp|Line\/|TikTok|musical_ly|; wv\)/.test(
  agent,
);
export const isIos =
  /iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1);
export const isInstalled = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
