// Pushes to this phone: explained first, then asked for, then tried out.
// Hooks: [data-push] (data-key, and data-for or data-watch) off|ask|busy|on|denied|unsupported|ios|
// inapp|failed|testing|heard|silent; [data-push-ask], -test, -heard, -silent, -off.

import { get, put } from "../service_worker/outbox_store.js";
import { post, tell } from "../service_worker/subscription.js";
import { isInApp, isInstalled, isIos } from "./platform.js";
import { $, setState } from "./screen.js";

const started = new WeakSet();

/** `tapped`: the button that was pressed before this script was here. */
export async function begin(root, tapped) {
  if (started.has(root)) return;
  started.add(root);
  const { key, for: role, watch } = root.dataset;
  const purpose = role ? ["for", role] : ["pantau", watch];
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const show = (state) => setState(root, state);
  if (isInApp) return show("inapp");
  if (isIos && !isInstalled) return show("ios");
  if (!window.PushManager || !navigator.serviceWorker) return show("unsupported");

  const purposes = async () => (await get("memory", "push"))?.purposes ?? [];
  const others = async () => (await purposes()).filter((each) => each.join() !== purpose.join());
  const keep = (purposes) => put("memory", { id: "push", key, purposes });
  const manager = async () => (await navigator.serviceWorker.ready).pushManager;

  const steps = {
    async ask() {
      if ((await Notification.requestPermission()) !== "granted") return "denied";
      show("busy");
      return steps.tell();
    },
    async tell() {
      const pushes = await manager();
      const subscription = await pushes.subscribe(options).catch(async () => {
        await (await pushes.getSubscription()).unsubscribe(); // made for another key of the server
        return pushes.subscribe(options);
      });
      await tell(subscription, [purpose]);
      await keep([...(await others()), purpose]);
      return "on";
    },
    async test() {
      const { endpoint } = await (await manager()).getSubscription();
      await post("/langganan/uji", { endpoint });
      return "testing";
    },
    async off() {
      const subscription = await (await manager()).getSubscription();
      const left = await others();
      const fields = { endpoint: subscription.endpoint, [purpose[0]]: purpose[1] };
      await post("/langganan", fields, "DELETE");
      if (!left.length) await subscription.unsubscribe();
      await keep(left);
      return "ask";
    },
    heard: async () => "heard",
    silent: async () => "silent",
  };
  const take = (name) =>
    steps[name]().then(show, () =>
      show(Notification.permission === "denied" ? "denied" : "failed"),
    );

  for (const name of Object.keys(steps)) {
    const button = $(`[data-push-${name}]`, root);
    if (!button) continue;
    button.onclick = () => take(name);
    if (button.contains(tapped)) return take(name);
  }
  const { permission } = Notification;
  const known = (await purposes()).length > (await others()).length;
  if (known && permission === "granted") return take("tell"); // anew at every start
  if (known) post("/langganan", { permission }).catch(() => {}); // nobody may count on this phone
  show(permission === "denied" ? permission : "ask");
}
