import { RunError } from "@pulumi/pulumi";
import { getGroup } from "@pulumi/okta/group/getGroup.js";

/**
 * The ids of groups that were made in Okta, by exactly these names. To be awaited before what needs them is declared: the
 * engine takes a resource whose inputs fail for one that the program no longer has, and would take everybody's access away.
 *
 * The provider takes the only group whose name begins with a name that none has (okta/terraform-provider-okta,
 * data_source_okta_group.go); names are unique among the groups that were made in Okta.
 * @returns in the order of the names
 * @throws RunError, or what the provider says, where one is not there
 */
export function findGroups(names: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    names.map(async (name) => {
      const group = await getGroup({ name, type: "OKTA_GROUP" });
      if (group.name !== name) throw new RunError(`Okta has no group ${name}, only ${group.name}`);
      return group.id;
    }),
  );
}
