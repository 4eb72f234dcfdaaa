/** Every page of a list of API Gateway's, for which the SDK has no paginator. */
export async function allPages<Item>(
  list: (nextToken: string | undefined) => Promise<{ Items?: Item[] | undefined; NextToken?: string | undefined }>,
): Promise<Item[][]> {
  const pages: Item[][] = [];
  let token: string | undefined;
  do {
    const { Items = [], NextToken } = await list(token);
    pages.push(Items);
    token = NextToken;
  } while (token !== undefined);
  return pages;
}
