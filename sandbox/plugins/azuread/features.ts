import { boolean, list, object } from "../../../providers/lib/Property.ts";
import type { GraphObject } from "./GraphClient.ts";

/** Portal features that Entra keeps as tags (hashicorp/terraform-provider-azuread, helpers/applications). */
const tagsByFeature = {
  customSingleSignOn: "WindowsAzureActiveDirectoryCustomSingleSignOnApplication",
  enterprise: "WindowsAzureActiveDirectoryIntegratedApp",
  gallery: "WindowsAzureActiveDirectoryGalleryApplicationNonPrimaryV1",
  hide: "HideApp",
} as const;

type Feature = keyof typeof tagsByFeature;
type Features = Readonly<Partial<Record<Feature, boolean>>>;

/** The input `featureTags`: another way to say some of the tags. */
export const featureTagsInput = list(
  object({ customSingleSignOn: boolean(), enterprise: boolean(), gallery: boolean(), hide: boolean() }),
  { computed: true, conflictsWith: "tags" },
);

/** The tags that the inputs ask for; undefined where they say nothing of them, and those that are there stay. */
export function tagsOf(inputs: {
  readonly tags?: readonly string[];
  readonly featureTags?: readonly Features[];
}): readonly string[] | undefined {
  const [features] = inputs.featureTags ?? [];
  if (features === undefined) return inputs.tags;
  return names.flatMap((name) => (features[name] ? [tagsByFeature[name]] : []));
}

/** The output `featureTags`. */
export function featureTagsOf(tags: readonly string[]): readonly GraphObject[] {
  return [Object.fromEntries(names.map((name) => [name, tags.includes(tagsByFeature[name])]))];
}

/** The output `features` of a service principal, the older words for the same. */
export function featuresOf(tags: readonly string[]): readonly GraphObject[] {
  return [
    {
      customSingleSignOnApp: tags.includes(tagsByFeature.customSingleSignOn),
      enterpriseApplication: tags.includes(tagsByFeature.enterprise),
      galleryApplication: tags.includes(tagsByFeature.gallery),
      visibleToUsers: !tags.includes(tagsByFeature.hide),
    },
  ];
}

const names = Object.keys(tagsByFeature) as readonly Feature[];
