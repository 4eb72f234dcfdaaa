import { getUser } from "../../providers/jumpcloud/sdk/getUser.ts";
import { lookUpEach } from "../lookUpEach.ts";

/**
 * The ids of accounts that JumpCloud has already, by their company emails.
 * @param path of the people in the config
 * @param emails by person
 * @param declaring what makes the account, where there is none
 * @throws RunError for emails that nobody has, or more than one
 */
export async function findPeople(
  path: string,
  emails: Readonly<Record<string, string>>,
  declaring: string,
): Promise<Record<string, string>> {
  const sought = Object.entries(emails).map(([person, email]) => {
    const advice = `\`${declaring}\` makes an account that is not there yet`;
    return [person, { where: `${path}.${person}`, what: email, advice }] as const;
  });
  return lookUpEach(Object.fromEntries(sought), async (email) => (await getUser({ email })).id);
}
