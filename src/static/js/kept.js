// What a desk has set for itself, on this device or in this tab only; forgotten where nothing may be
// kept.

export function kept(name, where = "localStorage") {
  try {
    return window[where].getItem(name);
  } catch {
    return null;
  }
}

export function keep(name, value, where = "localStorage") {
  try {
    window[where].setItem(name, value);
  } catch {
    // Holds until the page is closed.
  }
}
