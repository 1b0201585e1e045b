// The only file that speaks IndexedDB: four stores, and promises that settle once it is on the disk.

const STORES = ["outbox", "drafts", "seen", "memory"];
let opening;

export const get = (store, id) => transact(store, "readonly", (box) => box.get(id));
export const all = (store) => transact(store, "readonly", (box) => box.getAll());
export const put = (store, record) => transact(store, "readwrite", (box) => box.put(record));
export const remove = (store, id) => transact(store, "readwrite", (box) => box.delete(id));

/** Read, change and write in one transaction. A `change` that returns nothing leaves all as it was. */
export async function update(store, id, change) {
  let changed;
  await transact(store, "readwrite", (box) => {
    const reading = box.get(id);
    reading.onsuccess = () => {
      changed = change(reading.result);
      if (changed) box.put(changed);
    };
  });
  return changed;
}

async function transact(store, mode, work) {
  const database = await open();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("lacak", 1);
    request.onupgradeneeded = () => {
      for (const name of STORES) request.result.createObjectStore(name, { keyPath: "id" });
    };
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      const database = request.result;
      const forget = () => {
        database.close();
        opening = undefined;
      };
      database.onversionchange = forget; // never hold up a newer version of the app
      database.onclose = forget;
      resolve(database);
    };
  });
  opening.catch(() => {
    opening = undefined;
  });
  return opening;
}
