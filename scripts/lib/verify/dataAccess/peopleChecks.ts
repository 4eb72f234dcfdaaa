import { JumpCloudError, JumpCloudUnreachable } from "../../../../providers/jumpcloud/client/JumpCloudError.ts";
import type { Check, Observation } from "../Check.ts";
import { notProved } from "../Check.ts";
import { inWords } from "../directory/directoryCheck.ts";
import type { JumpCloudAccess, VerifyContext } from "../VerifyContext.ts";
import { allPages } from "../../vendors/aws/allPages.ts";
import type { AwsServices } from "../../vendors/aws/AwsAccess.ts";
import { withAws } from "../../vendors/aws/withAws.ts";
import { awsCheck } from "./awsCheck.ts";
import type { DataAccessUnderTest } from "./DataAccessUnderTest.ts";
import { DirectoryNames } from "./DirectoryNames.ts";

type JumpCloudApi = NonNullable<JumpCloudAccess["api"]>;

/**
 * Who the people are, on both sides: which groups of JumpCloud may use the application; that each of their members is exactly
 * one user of Identity Center, those whom nobody declared included, for AWS takes a token of no other; and who is in the
 * declared groups of Identity Center.
 */
export function peopleChecks(context: VerifyContext, under: DataAccessUnderTest): readonly Check[] {
  const { name, client, model, deployed } = under;
  return [
    {
      system: "jumpcloud-s3-access-grants",
      name: `${name}: the groups of JumpCloud that may use the application`,
      expected: inWords(client.groups, "none"),
      run: async () =>
        withJumpCloud(context, async (api) => {
          const groups = await groupsOf(api, under);
          const actual = inWords(await Promise.all(groups.map(async (id) => groupName(api, under, id))), "none");
          return { actual, ok: actual === inWords(client.groups, "none") };
        }),
    },
    {
      system: "jumpcloud-s3-access-grants",
      name: `${name}: members of those groups in Identity Center, by their company email`,
      expected: oneEach,
      run: async () =>
        withJumpCloud(context, async (api) =>
          withAws(context, under.deployed, async (services) =>
            compareEmails(await emailsOf(api, under), services, under),
          ),
        ),
    },
    ...Object.entries(model.identityCenter.groups).flatMap(([group, { source, members }]) => {
      const groupId = deployed.groups[group]?.groupId;
      if (source === "adopted" || groupId === undefined) return [];
      const expected = inWords(
        members.map((member) => `user ${member}`),
        "nobody",
      );
      return [
        awsCheck(context, under, `members of the group ${group}`, expected, async (services) => {
          const names = new DirectoryNames(under, services);
          const found = await memberIds(services, under, groupId);
          return inWords(await Promise.all(found.map(async (id) => names.user(id))), "nobody");
        }),
      ];
    }),
  ];
}

const oneEach = "one user each";

async function memberIds(
  { identityStore }: AwsServices,
  { deployed: { identityStoreId: IdentityStoreId } }: DataAccessUnderTest,
  GroupId: string,
): Promise<readonly string[]> {
  const memberships = await allPages(
    async (page) => identityStore.listGroupMemberships({ IdentityStoreId, GroupId, ...page }),
    ({ GroupMemberships }) => GroupMemberships,
  );
  return memberships.flatMap(({ MemberId }) => MemberId?.UserId ?? []);
}

async function withJumpCloud(
  { jumpcloud: { api } }: VerifyContext,
  look: (api: JumpCloudApi) => Promise<Observation>,
): Promise<Observation> {
  if (api === undefined) {
    return notProved("JumpCloud's API takes a key: JUMPCLOUD_API_KEY, or a service account's credentials");
  }
  try {
    return await look(api);
  } catch (error) {
    if (error instanceof JumpCloudError) return notProved(error.message);
    if (!(error instanceof JumpCloudUnreachable)) throw error;
    return { actual: error.message, ok: false };
  }
}

/** Ids of the groups that the application is associated with. */
async function groupsOf(api: JumpCloudApi, under: DataAccessUnderTest): Promise<readonly string[]> {
  const { model, deployedIssuer } = under;
  const id = deployedIssuer.applications[model.client]?.applicationId ?? "";
  const path = `/api/v2/applications/${encodeURIComponent(id)}/associations`;
  const edges = await api.list(path, { targets: "user_group" });
  return edges.map((edge) => String((edge["to"] as { readonly id?: unknown } | undefined)?.id));
}

async function groupName(api: JumpCloudApi, { deployedIssuer }: DataAccessUnderTest, id: string): Promise<string> {
  const known = Object.entries(deployedIssuer.groups).find(([, group]) => group.id === id);
  if (known !== undefined) return known[0];
  const found = await api.find(`/api/v2/usergroups/${encodeURIComponent(id)}`);
  const name = found?.["name"];
  return `${typeof name === "string" ? name : id} (not declared)`;
}

/** Company emails of everybody in those groups, groups in groups included. */
async function emailsOf(api: JumpCloudApi, under: DataAccessUnderTest): Promise<readonly string[]> {
  const groups = await groupsOf(api, under);
  const lists = await Promise.all(
    groups.map(async (id) => api.list(`/api/v2/usergroups/${encodeURIComponent(id)}/membership`)),
  );
  const members = new Set(lists.flat().map(({ id }) => String(id)));
  // Members are told by their ids alone, and there may be many: everybody at once takes fewer requests than one by one.
  const everybody = members.size === 0 ? [] : await api.list("/api/systemusers", { fields: "email", sort: "_id" });
  return everybody.flatMap(({ _id, id, email }) => (members.has(String(_id ?? id)) ? [String(email)] : []));
}

/** Character by character; whether AWS minds the case of letters is not documented. */
async function compareEmails(
  emails: readonly string[],
  { identityStore }: AwsServices,
  { deployed: { identityStoreId: IdentityStoreId } }: DataAccessUnderTest,
): Promise<Observation> {
  const users = await allPages(
    async (page) => identityStore.listUsers({ IdentityStoreId, ...page }),
    (page) => page.Users,
  );
  const found = Map.groupBy(
    users.flatMap(({ Emails = [] }) => Emails.flatMap(({ Value }) => Value ?? [])),
    (email) => email,
  );
  const wrong = emails.flatMap((email) => {
    const { length } = found.get(email) ?? [];
    return length === 1 ? [] : [`${email}: ${length === 0 ? "nobody" : `${length} users`}`];
  });
  const count = `${emails.length} ${emails.length === 1 ? "member" : "members"} in JumpCloud`;
  if (wrong.length === 0) return { actual: oneEach, ok: true, reason: count };
  return { actual: inWords(wrong, oneEach), ok: false, reason: count };
}
