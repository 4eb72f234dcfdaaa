import { z } from "zod";
import { text } from "../schemas.ts";
import type { NameRule } from "../SettingsReader.ts";

export const appRoleSchema = z
  .strictObject({
    description: text(1024, "a text of at most 1024 characters").exactOptional(),
    displayName: text(100, "a text of at most 100 characters").exactOptional(),
  })
  .describe("a mapping, {} where there is nothing to say");

/**
 * What Microsoft Graph takes as the value of an app role (resource type appRole): 1 to 120 characters, letters, digits and
 * these signs, no space, and no dot in front.
 */
export const appRoleValue: NameRule = (value) => {
  const quoted = JSON.stringify(value);
  if (value === "__proto__") {
    return {
      message: `${quoted} cannot be the value of a role.`,
      expected: "another value: JavaScript keeps this one for itself",
    };
  }
  if (value.startsWith(".")) {
    return { message: `The role ${quoted} begins with a dot.`, expected: "a value that begins with another character" };
  }
  if (!/^[A-Za-z0-9:!#$%&'()*+,\-./;<=>?@[\]^_`{|}~]{1,120}$/.test(value)) {
    return {
      message: `${quoted} cannot be the value of a role.`,
      expected: "1 to 120 letters, digits and ASCII signs, without spaces, double quotes and backslashes",
    };
  }
  return undefined;
};
