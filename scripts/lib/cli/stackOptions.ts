import { Option } from "@commander-js/extra-typings";

/** `--stack`, for commands that cannot do without. */
export const stackOption = () => new Option("--stack <name>", "the stack").makeOptionMandatory();

/** `--config-file`; inside a rehearsal the environment names it. */
export const configFileOption = () =>
  new Option("--config-file <file>", "the stack's config, instead of Pulumi.<stack>.yaml").env(
    "CROSSTRUST_CONFIG_FILE",
  );
