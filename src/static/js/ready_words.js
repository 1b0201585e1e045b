// A ready sentence goes into its field to be mended; without scripts it is sent as it was picked.
// Hooks: form[data-ready-words] (name of the field) with [data-words] on what is picked.

addEventListener("change", ({ target }) => {
  const form = target.closest("form[data-ready-words]");
  if (!form || target.dataset.words === undefined) return;
  const field = form.elements[form.dataset.readyWords];
  field.value = target.dataset.words;
  field.focus();
});
