import type { GraphClient } from "./GraphClient.ts";

const reference = (id: string): string => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`;

/** Graph takes so many of them with the object (Microsoft Graph, "Create application"). */
const atOnce = 20;

/** Of a creation's body, the owners that go with it. */
export function firstOwners(owners: readonly string[] = []): object {
  return owners.length === 0 ? {} : { "owners@odata.bind": owners.slice(0, atOnce).map(reference) };
}

/** The owners that a creation could not take yet. */
export async function addFurtherOwners(
  graph: GraphClient,
  path: string,
  owners: readonly string[] = [],
): Promise<void> {
  await addOwners(graph, path, owners.slice(atOnce));
}

/** Makes the owners be these: new ones first, because the last owner of an object cannot be taken away. */
export async function changeOwners(graph: GraphClient, path: string, wanted: readonly string[]): Promise<void> {
  const before = await ownersOf(graph, path);
  await addOwners(
    graph,
    path,
    wanted.filter((id) => !before.includes(id)),
  );
  for (const id of before.filter((one) => !wanted.includes(one))) await graph.delete(`${path}/owners/${id}/$ref`);
}

/** Object ids. */
export async function ownersOf(graph: GraphClient, path: string): Promise<readonly string[]> {
  return (await graph.list(`${path}/owners`)).map(({ id }) => String(id));
}

async function addOwners(graph: GraphClient, path: string, owners: readonly string[]): Promise<void> {
  for (const id of owners) await graph.post(`${path}/owners/$ref`, { "@odata.id": reference(id) });
}
