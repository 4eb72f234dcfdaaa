"use strict";

/* Filters the checks by text and status. Without a script the form stays hidden and every check is shown. */
for (const form of document.querySelectorAll(".filter")) {
  const checks = [...document.querySelectorAll(".check")].map((element) => ({
    element,
    group: element.closest("details"),
    status: element.dataset.status,
    text: element.textContent.toLowerCase(),
  }));
  const groups = [...new Set(checks.map(({ group }) => group))];
  const openAtFirst = new Map(groups.map((group) => [group, group.open]));

  const apply = () => {
    const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
    const status = form.elements.status.value;
    let shown = 0;
    const alive = new Set();
    for (const check of checks) {
      const fits = (status === "" || check.status === status) && words.every((word) => check.text.includes(word));
      check.element.hidden = !fits;
      if (fits) {
        shown += 1;
        alive.add(check.group);
      }
    }
    const filtering = words.length > 0 || status !== "";
    for (const group of groups) {
      group.hidden = !alive.has(group);
      group.open = filtering ? alive.has(group) : openAtFirst.get(group);
    }
    form.querySelector("output").textContent = filtering ? `${shown} of ${checks.length}` : "";
  };

  form.hidden = false;
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
    clients: element.dataset.clients.split(" ").filter(Boolean),
  }));

  const walk = (start, clients, from, to, reached) => {
    const queue = [start];
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      for (const edge of edges) {
        if (edge[from] !== id || !edge.clients.some((client) => clients.has(client))) continue;
        reached.add(edge.element);
        reached.add(edge[to]);
        queue.push(edge[to]);
      }
    }
  };

  const pick = (node) => {
    const id = node.dataset.id;
    const touching = edges.filter((edge) => edge.from === id || edge.to === id);
    const clients = new Set(node.classList.contains("client") ? [id] : touching.flatMap((edge) => edge.clients));
    const reached = new Set([id]);
    walk(id, clients, "from", "to", reached);
    walk(id, clients, "to", "from", reached);
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
