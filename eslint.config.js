// What ESLint checks in our browser, service worker and test scripts.
import js from "@eslint/js";
import globals from "globals";

const strict = {
  "prefer-const": "error",
  "no-var": "error",
  eqeqeq: ["error", "always", { null: "ignore" }],
  "no-eval": "error",
  "no-implied-eval": "error",
};

export default [
  { ignores: ["src/static/vendor/", "data/", "build/", ".venv/"] },
  js.configs.recommended,
  { rules: strict },
  { files: ["src/static/js/**/*.js"], languageOptions: { globals: globals.browser } },
  {
    // These modules run in the worker, and some of them also in pages and in Node's tests.
    files: ["src/service_worker/**/*.js"],
    languageOptions: { globals: { ...globals.serviceworker, ...globals["shared-node-browser"] } },
  },
  {
    files: ["tests/**/*.{js,mjs}", "eslint.config.js"],
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
  },
];
