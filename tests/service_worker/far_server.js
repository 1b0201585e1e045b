// The other end of the wire: a real server that answers as it is told, and remembers what it got.

import { createServer } from "node:http";

const realFetch = globalThis.fetch;
export const OURS = { "Content-Type": "application/json", "X-Lacak": "1" };

/** `answer` gets {method, path, query, headers, body: Buffer, form} and the response to write to. */
export async function farServer(answer) {
  const got = [];
  const server = createServer(async (request, response) => {
    const chunks = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return; // the phone gave up
    }
    const { pathname: path, searchParams: query } = new URL(request.url, "http://far.test");
    const body = Buffer.concat(chunks);
    const form = Object.fromEntries(new URLSearchParams(body.toString("latin1")));
    const message = { method: request.method, path, query, headers: request.headers, body, form };
    got.push(message);
    await server.answer(message, response);
  });
  server.answer = answer;
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const home = `http://127.0.0.1:${server.address().port}`;
  globalThis.fetch = (address, options) => {
    const { pathname, search } = new URL(address.url ?? address, home);
    return realFetch(home + pathname + search, options);
  };
  return {
    got,
    answers(next) {
      server.answer = next;
    },
    close() {
      globalThis.fetch = realFetch;
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

export function json(response, status, data, headers = {}) {
  response.writeHead(status, { ...OURS, ...headers }).end(JSON.stringify(data));
}

/** What our server says to a report, a position, a piece of a photo or a step of a task. */
export function takeAll() {
  const files = new Map();
  return ({ method, path, query, body, form }, response) => {
    if (path === "/aduan") return json(response, 201, receipt(form.id));
    if (path.endsWith("/posisi"))
      return json(response, 200, { id: form.update_id, accepted: true });
    if (path.startsWith("/tugas/"))
      return json(response, 200, { action_id: form.action_id, state: "x", message: "" });
    if (path === "/kabar") return response.writeHead(204).end();
    if (method !== "PUT") return response.writeHead(404).end();
    const id = path.split("/")[2];
    const have = files.get(id) ?? Buffer.alloc(0);
    if (Number(query.get("awal")) !== have.length)
      return json(response, 409, { id, received: have.length });
    const now = Buffer.concat([have, body]);
    files.set(id, now);
    const complete = now.length === Number(query.get("jumlah"));
    return json(response, 200, { id, received: now.length, complete });
  };
}

export const receipt = (id) => ({
  id,
  number: "LB-7K3M",
  share_url: "/pantau/abc",
  own_url: "/milik/xyz",
  received_at: "2026-11-24T02:00:00Z",
});
