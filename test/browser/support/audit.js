"use strict";

/* Run in a page, as an expression: what would keep people from using it, in words. Empty where nothing was found. */
(() => {
  const faults = [];
  const fault = (what, element) => faults.push(element === undefined ? what : `${what}: ${describe(element)}`);
  const all = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());

  function describe(element) {
    const text = element.textContent.trim().replaceAll(/\s+/g, " ").slice(0, 40);
    return `<${element.tagName.toLowerCase()}${element.id === "" ? "" : ` id=${element.id}`}> ${text}`;
  }

  if (!/^[a-z]{2}/.test(document.documentElement.lang)) fault("the document says no language");
  if (document.title.trim() === "") fault("the document has no title");
  const headings = all("h1, h2, h3, h4, h5, h6");
  const levels = headings.map(({ tagName }) => Number(tagName[1]));
  if (levels.filter((level) => level === 1).length !== 1 || levels[0] !== 1)
    fault("not one h1, before all other headings");
  levels.forEach((level, index) => {
    if (index > 0 && level > levels[index - 1] + 1) fault("a heading leaves out a level", headings[index]);
  });
  if (all("main").length !== 1) fault("not one main part");
  if (document.querySelector('meta[name="viewport"][content*="width=device-width"]') === null)
    fault("no viewport for phones");

  const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) < index)))
    fault(`two elements have the id ${id}`);

  const textOf = (reference) =>
    (reference ?? "")
      .split(/\s+/)
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join(" ")
      .trim();
  const labelOf = (element) =>
    [...(element.labels ?? [])].map((label) => label.textContent.trim()).join(" ") ||
    (element.getAttribute("aria-label") ?? "").trim() ||
    textOf(element.getAttribute("aria-labelledby"));
  for (const field of all("input:not([type=hidden]):not([type=submit]), select, textarea")) {
    if (labelOf(field) === "") fault("a field has no label", field);
    if (field.getAttribute("aria-invalid") === "true" && textOf(field.getAttribute("aria-describedby")) === "")
      fault("a field is wrong, and nothing tied to it says why", field);
  }
  for (const control of all("button, a[href], summary, [role=button]")) {
    if (control.textContent.trim() === "" && labelOf(control) === "") fault("a control has no name", control);
  }
  for (const image of all("img, svg[role=img]")) {
    const named = image.hasAttribute("alt") || labelOf(image) !== "" || image.querySelector("title") !== null;
    if (!named) fault("an image has no text", image);
  }
  for (const element of all("[tabindex]")) if (element.tabIndex > 0) fault("the order of focus is bent", element);

  /* WCAG 2.2, 1.4.3: contrast of 4.5 to 1, of 3 to 1 for large text. */
  function readColor(text) {
    const numbers = (text.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
    if (text.startsWith("rgb")) return [...numbers.slice(0, 3).map((part) => part / 255), numbers[3] ?? 1];
    if (text.startsWith("color(srgb")) return [...numbers.slice(0, 3), numbers[3] ?? 1];
    return undefined;
  }
  const over = ([r, g, b, alpha], below) => [r, g, b].map((part, index) => part * alpha + below[index] * (1 - alpha));
  function backgroundOf(element) {
    const layers = [];
    for (let one = element; one !== null; one = one.parentElement) {
      const color = readColor(getComputedStyle(one).backgroundColor);
      if (color === undefined) return undefined;
      layers.unshift(color);
    }
    return layers.reduce((below, layer) => over(layer, below), [1, 1, 1]);
  }
  const luminance = (color) =>
    color
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
      .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const holdsText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== "");
  for (const element of all("body *")) {
    if (element.closest("svg, script, style") !== null || !holdsText(element)) continue;
    const { color, fontSize, fontWeight } = getComputedStyle(element);
    const [own, below] = [readColor(color), backgroundOf(element)];
    if (own === undefined || below === undefined) {
      fault("a colour cannot be read", element);
      continue;
    }
    const [one, other] = [luminance(over(own, below)), luminance(below)].sort((left, right) => right - left);
    const size = Number.parseFloat(fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700);
    const contrast = (one + 0.05) / (other + 0.05);
    if (contrast < (isLarge ? 3 : 4.5)) fault(`a contrast of ${contrast.toFixed(2)}`, element);
  }

  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth > clientWidth) fault(`the page is ${scrollWidth} wide where ${clientWidth} are to be seen`);
  return faults;
})();
