/** The page's sentences for scripts, in the page's language: attributes of `<template id="words">`. */
const words = document.getElementById("words")?.dataset ?? {};
const language = document.documentElement.lang;
const plural = new Intl.PluralRules(language);
const digits = new Intl.NumberFormat(language);

/**
 * The sentence `name` with its `{placeholders}` filled; `{n}` also chooses between its singular and plural.
 * @param {string} name
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function word(name, values = {}) {
  const form = plural.select(Number(values.n)) === "one" ? "One" : "Other";
  const sentence = words[name] ?? words[name + form] ?? "";
  return sentence.replace(/\{(\w+)\}/g, (placeholder, key) => {
    const value = values[key] ?? placeholder;
    return typeof value === "number" ? digits.format(value) : value;
  });
}
