// What the schema validator does not know: our own rules for template.yaml. A rule takes the template as it is for some
// parameters and returns its complaints.
import { functionRules } from "./functions.mjs";
import { permissionRules } from "./permissions.mjs";
import { referenceRules } from "./references.mjs";
import { routeRules } from "./routes.mjs";
import { settingRules } from "./settings.mjs";
import { tableRules } from "./table.mjs";
import { watchRules } from "./watch.mjs";

export const rules = { ...functionRules, ...routeRules, ...permissionRules, ...tableRules, ...settingRules, ...watchRules, ...referenceRules };
