/** Takes an item out of a list; nothing when it is not in it. */
export function remove<Item>(items: Item[], item: Item): void {
  const index = items.indexOf(item);
  if (index >= 0) items.splice(index, 1);
}
