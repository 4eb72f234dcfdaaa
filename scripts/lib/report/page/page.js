"use strict";

/*
 * Filters what a section lists, checks or rows of tables, by text and, where the form asks for one, by status. Without a
 * script the form stays hidden and everything is shown.
 */
for (const form of document.querySelectorAll(".filter")) {
  const section = form.closest("section");
  if (section.querySelector(".graph")) continue;
  const items = [...section.querySelectorAll(".check, tbody tr")].map((element) => ({
    element,
    group: element.closest("details"),
    status: element.dataset.status,
    text: `${element.closest("details").querySelector("h3").textContent} ${element.textContent}`.toLowerCase(),
  }));
  const groups = [...section.querySelectorAll("details")];
  const openAtFirst = new Map(groups.map((group) => [group, group.open]));

  const apply = () => {
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const status = form.elements.status?.value ?? "";
    let shown = 0;
    const alive = new Set();
    for (const item of items) {
      const fits = (status === "" || item.status === status) && words.every((word) => item.text.includes(word));
      item.element.hidden = !fits;
      if (fits) {
        shown += 1;
        alive.add(item.group);
      }
    }
    const filtering = words.length > 0 || status !== "";
    for (const group of groups) {
      group.hidden = filtering && !alive.has(group);
      group.open = filtering ? alive.has(group) : openAtFirst.get(group);
    }
    form.querySelector("output").textContent = filtering ? `${shown} of ${items.length}` : "";
  };

  form.hidden = items.length === 0;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
}

/*
 * Points out, in a graph, every way that leads through the node under the pointer or the focus; where there is neither,
 * through those that the section's form asks for.
 */
const pictures = [...document.querySelectorAll(".graph")].map((graph) => {
  const nodes = [...graph.querySelectorAll(".node")].map((element) => ({
    element,
    id: element.dataset.id,
    text: [
      ...["title", ".label", ".detail"].map((part) => element.querySelector(part).textContent),
      element.dataset.names ?? "",
    ]
      .join(" ")
      .toLowerCase(),
  }));
  const lines = [...graph.querySelectorAll(".edge, .sign")].map((element) => ({
    element,
    from: element.dataset.from,
    to: element.dataset.to,
    subjects: element.dataset.subjects.split(" ").filter(Boolean),
  }));
  let found = [];

  const walk = (start, subjects, from, to, reached) => {
    const queue = [start];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      for (const line of lines) {
        if (line[from] !== id || !line.subjects.some((subject) => subjects.has(subject))) continue;
        if (reached.has(line.element)) continue;
        reached.add(line.element);
        reached.add(line[to]);
        queue.push(line[to]);
      }
    }
  };

  const reach = ({ id, element }) => {
    const touching = lines.filter((line) => line.from === id || line.to === id);
    const subjects = new Set(element.classList.contains("subject") ? [id] : touching.flatMap((line) => line.subjects));
    const reached = new Set([id]);
    walk(id, subjects, "from", "to", reached);
    walk(id, subjects, "to", "from", reached);
    return reached;
  };

  const pick = (picked) => {
    const reached = new Set(picked.flatMap((node) => [...reach(node)]));
    for (const node of nodes) {
      node.element.classList.toggle("on", reached.has(node.id));
      node.element.classList.toggle("picked", picked.includes(node));
    }
    for (const { element } of lines) element.classList.toggle("on", reached.has(element));
    graph.classList.toggle("picked", picked.length > 0);
  };
  const leave = () => pick(found);

  for (const node of nodes) {
    node.element.setAttribute("tabindex", "0");
    node.element.setAttribute("role", "img");
    node.element.setAttribute("aria-label", node.element.querySelector("title").textContent);
    node.element.addEventListener("pointerenter", () => pick([node]));
    node.element.addEventListener("pointerleave", leave);
    node.element.addEventListener("focus", () => pick([node]));
    node.element.addEventListener("blur", leave);
  }

  const find = (words) => {
    found = words.length === 0 ? [] : nodes.filter(({ text }) => words.every((word) => text.includes(word)));
    leave();
    graph.classList.toggle("missed", words.length > 0 && found.length === 0);
    return found;
  };
  return { graph, nodes, find };
});

/* Finds nodes of a section's graphs by text; graphs that have none are closed. */
for (const form of document.querySelectorAll(".filter")) {
  const own = pictures.filter(({ graph }) => graph.closest("section") === form.closest("section"));
  if (own.length === 0) continue;
  const openAtFirst = new Map(own.map(({ graph }) => [graph, graph.closest("details")?.open]));
  const apply = () => {
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const { graph, find } of own) {
      const found = find(words);
      count += found.length;
      const group = graph.closest("details");
      if (group) group.open = words.length > 0 ? found.length > 0 : openAtFirst.get(graph);
      found[0]?.element.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
    const all = own.reduce((sum, { nodes }) => sum + nodes.length, 0);
    form.querySelector("output").textContent = words.length > 0 ? `${count} of ${all}` : "";
  };
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
}
