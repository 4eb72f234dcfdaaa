/**
 * Puts an item where its priority says, in a list that is kept in order of priority: the rest moves down, and a
 * priority past the end is the end. Okta renumbers from 1 without gaps, whatever was asked for (the policy reference:
 * a priority that is taken pushes its holder down).
 * @param list changed in place
 * @param priority from 1; undefined leaves an item where it is, and a new one comes last
 */
export function place<Item>(list: Item[], item: Item, priority: number | undefined): void {
  const current = list.indexOf(item);
  if (priority === undefined) {
    if (current === -1) list.push(item);
    return;
  }
  if (current !== -1) list.splice(current, 1);
  list.splice(Math.max(0, priority - 1), 0, item);
}
