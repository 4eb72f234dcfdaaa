import { z } from "zod";
import { unsupported } from "../../protocol/AwsError.ts";
import type { SchemaAttribute } from "../state.ts";
import { flag, text, visible } from "./members.ts";
import { quotas } from "./quotas.ts";
import { invalid, limitExceeded } from "./refusals.ts";

/** An attribute as CreateUserPool and AddCustomAttributes take it. */
export const attributeInput = z.strictObject({
  Name: text(1, 20, visible),
  AttributeDataType: z.enum(["String", "Number", "DateTime", "Boolean"]).default("String"),
  DeveloperOnlyAttribute: flag.optional(),
  Mutable: flag.default(true),
  Required: flag.default(false),
  NumberAttributeConstraints: z
    .strictObject({ MinValue: z.string().optional(), MaxValue: z.string().optional() })
    .optional(),
  StringAttributeConstraints: z
    .strictObject({ MinLength: z.string().optional(), MaxLength: z.string().optional() })
    .optional(),
});

type AttributeInput = z.output<typeof attributeInput>;

const shortText = (min: string, max: string): Record<string, unknown> => ({
  StringAttributeConstraints: { MinLength: min, MaxLength: max },
});

const textual = [
  "name given_name family_name middle_name nickname preferred_username profile picture website email gender zoneinfo",
  "locale phone_number address",
]
  .join(" ")
  .split(" ");

/** The attributes that every pool has (OpenID Connect Core 1.0, section 5.1, with the lengths that DescribeUserPool tells). */
const standardAttributes: readonly SchemaAttribute[] = [
  { name: "sub", dataType: "String", mutable: false, required: true, constraints: shortText("1", "2048") },
  ...textual.map((name) => standard(name, "String", shortText("0", "2048"))),
  standard("birthdate", "String", shortText("10", "10")),
  standard("email_verified", "Boolean", {}),
  standard("phone_number_verified", "Boolean", {}),
  standard("updated_at", "Number", { NumberAttributeConstraints: { MinValue: "0" } }),
  standard("identities", "String", { StringAttributeConstraints: {} }),
];

function standard(
  name: string,
  dataType: SchemaAttribute["dataType"],
  constraints: Record<string, unknown>,
): SchemaAttribute {
  return { name, dataType, mutable: true, required: false, constraints };
}

/**
 * A pool's schema: the standard attributes as the request changed them, and its custom ones.
 * @throws AwsError
 */
export function newSchema(inputs: readonly AttributeInput[]): SchemaAttribute[] {
  const isStandard = ({ Name }: AttributeInput): boolean => standardAttributes.some(({ name }) => name === Name);
  const changed = standardAttributes.map((attribute) => {
    const input = inputs.find(({ Name }) => Name === attribute.name);
    return input ? changeStandard(attribute, input) : attribute;
  });
  return addCustom(
    changed,
    inputs.filter((input) => !isStandard(input)),
  );
}

/** The type of a standard attribute is fixed. @throws AwsError, whose words AWS does not document */
function changeStandard(attribute: SchemaAttribute, input: AttributeInput): SchemaAttribute {
  if (input.AttributeDataType !== attribute.dataType) {
    throw invalid(
      `${attribute.name}: You can not change AttributeDataType or set developerOnlyAttribute for standard schema attribute`,
    );
  }
  return {
    ...attribute,
    mutable: input.Mutable,
    required: input.Required,
    constraints: { ...attribute.constraints, ...constraintsOf(input) },
  };
}

/**
 * A schema with more custom attributes; they cannot be changed or removed later.
 * @throws AwsError
 */
export function addCustom(schema: readonly SchemaAttribute[], inputs: readonly AttributeInput[]): SchemaAttribute[] {
  const all = [...schema];
  for (const input of inputs) {
    if (input.DeveloperOnlyAttribute) throw unsupported("InvalidParameterException", "developer-only attributes");
    const name = input.Name.startsWith("custom:") ? input.Name : `custom:${input.Name}`;
    if (input.Required) throw invalid("Required custom attributes are not supported currently.");
    if (all.some((one) => one.name === name)) throw invalid(`${name}: Existing attribute already has name ${name}.`);
    const constraints = { ...emptyConstraints[input.AttributeDataType], ...constraintsOf(input) };
    all.push({ name, dataType: input.AttributeDataType, mutable: input.Mutable, required: false, constraints });
  }
  if (all.filter(({ name }) => name.startsWith("custom:")).length > quotas.customAttributes) {
    throw limitExceeded("custom attributes");
  }
  return all;
}

const emptyConstraints = {
  String: { StringAttributeConstraints: {} },
  Number: { NumberAttributeConstraints: {} },
  DateTime: {},
  Boolean: {},
};

function constraintsOf(input: AttributeInput): Record<string, unknown> {
  return {
    ...(input.AttributeDataType === "String" &&
      input.StringAttributeConstraints && { StringAttributeConstraints: input.StringAttributeConstraints }),
    ...(input.AttributeDataType === "Number" &&
      input.NumberAttributeConstraints && { NumberAttributeConstraints: input.NumberAttributeConstraints }),
  };
}

/** As DescribeUserPool shows it. */
export function attributeJson({ name, dataType, mutable, required, constraints }: SchemaAttribute): object {
  return {
    Name: name,
    AttributeDataType: dataType,
    DeveloperOnlyAttribute: false,
    Mutable: mutable,
    Required: required,
    ...constraints,
  };
}
