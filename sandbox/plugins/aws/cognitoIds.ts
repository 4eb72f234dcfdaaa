/**
 * Takes the published provider's id of something in a user pool apart.
 * @param separator stands between the pool's id and the name, which may hold more of them
 * @throws Error that tells the form
 */
export function splitPoolId(id: string, separator: string, what: string): readonly [poolId: string, name: string] {
  const [poolId = "", ...rest] = id.split(separator);
  const name = rest.join(separator);
  if (poolId === "" || name === "") throw new Error(`id "${id}": expected userPoolId${separator}${what}`);
  return [poolId, name];
}
