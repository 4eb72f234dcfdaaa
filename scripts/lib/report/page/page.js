"use strict";

/*
 * Filters what a section lists, checks or rows of tables, by text and, where the form asks for one, by status. Without a
 * script the form stays hidden and everything is shown.
 */
for (const form of document.querySelectorAll(".filter")) {
  const section = form.closest("section");
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

/* Points out, in a graph, every way that leads through the node under the pointer or the focus. */
for (const graph of document.querySelectorAll(".graph")) {
  const nodes = [...graph.querySelectorAll(".node")];
  const edges = [...graph.querySelectorAll(".edge")].map((element) => ({
    element,
    from: element.dataset.from,
    to: element.dataset.to,
    subjects: element.dataset.subjects.split(" ").filter(Boolean),
  }));

  const walk = (start, subjects, from, to, reached) => {
    const queue = [start];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      for (const edge of edges) {
        if (edge[from] !== id || !edge.subjects.some((subject) => subjects.has(subject))) continue;
        reached.add(edge.element);
        reached.add(edge[to]);
        queue.push(edge[to]);
      }
    }
  };

  const pick = (node) => {
    const id = node.dataset.id;
    const touching = edges.filter((edge) => edge.from === id || edge.to === id);
    const subjects = new Set(node.classList.contains("subject") ? [id] : touching.flatMap((edge) => edge.subjects));
    const reached = new Set([id]);
    walk(id, subjects, "from", "to", reached);
    walk(id, subjects, "to", "from", reached);
    for (const each of nodes) {
      each.classList.toggle("on", reached.has(each.dataset.id));
      each.classList.toggle("picked", each === node);
    }
    for (const { element, from, to } of edges) {
      element.classList.toggle("on", reached.has(element) && reached.has(from) && reached.has(to));
    }
    graph.classList.add("picked");
  };
  const leave = () => graph.classList.remove("picked");

  for (const node of nodes) {
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "img");
    node.setAttribute("aria-label", node.querySelector("title").textContent);
    node.addEventListener("pointerenter", () => pick(node));
    node.addEventListener("pointerleave", leave);
    node.addEventListener("focus", () => pick(node));
    node.addEventListener("blur", leave);
  }
}
