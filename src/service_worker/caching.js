// What the worker keeps for days without signal: the shell by version, one person's pages apart.

const HEAD_START = 4000;
const SHELL = "shell-";
const PERSONAL = "personal-";
const OWN_REPORTS = `${PERSONAL}milik`; // a reporter's own pages: no session behind them
const PAGE = { Accept: "text/html" };
const ANY = { ignoreVary: true }; // the shell is asked for as "*/*", a page as "text/html"

/** Fetched without cookies, so that nothing of a person can be in it; all of it or no new version. */
export async function keepShell({ version, shell }) {
  const cache = await caches.open(SHELL + version);
  await cache.addAll(shell.map((url) => new Request(url, { credentials: "omit" })));
}

export async function dropOldShells({ version }) {
  await dropWhere((name) => name.startsWith(SHELL) && name !== SHELL + version);
}

/** Signed out: nobody's pages stay on a phone that may be shared. */
export const dropPersonal = () => dropWhere(isPersonal);

/** The server knows of nobody signed in here; what a reporter sent from this phone stays readable. */
const dropOfSession = () => dropWhere(isOfSession);

/** Scripts, styles, pictures: by name for ever. An older page gets this version's file offline. */
export async function answerAsset(request, { version }) {
  const kept = await caches.match(request, ANY);
  if (kept) return kept;
  const cache = await caches.open(SHELL + version);
  const now = request.url.replace(/\/static\/[^/]+\//, `/static/${version}/`);
  const answer = await fetch(request).catch(() => undefined);
  if (answer?.ok && now === request.url) await cache.put(request, answer.clone());
  return answer?.ok ? answer : ((await cache.match(now, ANY)) ?? answer ?? Response.error());
}

/** Public data of the shell, such as the villages. */
export async function answerShell(request, { version }) {
  const cache = await caches.open(SHELL + version);
  return (await cache.match(request, ANY)) ?? fetch(request);
}

/**
 * A page: from the network if that answers within four seconds, else as it was kept, else the
 * page for no signal. A report form, and while nobody is signed in every page of the shell, needs
 * no network at all: on a thin line it is there at once.
 */
export async function answerPage(request, { version }) {
  const cache = await caches.open(SHELL + version);
  const form = await matchForm(cache, request);
  const shell = form ?? (await cache.match(request, ANY));
  if (form || (shell && !(await someoneSignedIn()))) return shell;
  const network = fromNetwork(request);
  const inTime = network.catch(() => undefined);
  return (
    (await Promise.race([inTime, after(HEAD_START)])) ??
    shell ??
    (await matchPersonal(request)) ??
    (await inTime) ??
    (await cache.match("/luring", ANY)) ??
    Response.error()
  );
}

/** What a page shows has changed since it was opened: the copy for days without signal, too. */
export const keepAgain = (address) => fromNetwork(new Request(address, { headers: PAGE }));

async function fromNetwork(request) {
  const answer = await fetch(request);
  const tag = answer.headers.get("X-Lacak-Keep");
  if (answer.headers.has("X-Lacak-Keluar")) await dropOfSession();
  else if (tag && answer.ok && !answer.redirected) await keepPersonal(tag, request, answer.clone());
  return answer;
}

/** Another person signed in on this phone: the pages of the one before go first. */
async function keepPersonal(tag, request, answer) {
  const mine = PERSONAL + tag;
  const others = (name) => ![mine, OWN_REPORTS].includes(name);
  if (mine !== OWN_REPORTS) await dropWhere((name) => isPersonal(name) && others(name));
  const cache = await caches.open(mine);
  await cache.put(request, answer);
}

/** A report form with more in its address (stand, mending) is the plain one; its script fills in. */
async function matchForm(cache, { url }) {
  const { pathname, searchParams } = new URL(url);
  const kind = searchParams.get("jenis");
  if (pathname === "/lapor") return cache.match(kind ? `/lapor?jenis=${kind}` : "/lapor", ANY);
}

async function matchPersonal(request) {
  for (const name of (await caches.keys()).filter(isPersonal)) {
    const kept = await caches.match(request, { ...ANY, cacheName: name });
    if (kept) return kept;
  }
}

async function someoneSignedIn() {
  const names = await caches.keys();
  return names.some(isOfSession);
}

async function dropWhere(unwanted) {
  const names = await caches.keys();
  await Promise.all(names.filter(unwanted).map((name) => caches.delete(name)));
}

const isPersonal = (name) => name.startsWith(PERSONAL);
const isOfSession = (name) => isPersonal(name) && name !== OWN_REPORTS;
const after = (time) => new Promise((resolve) => setTimeout(resolve, time));
