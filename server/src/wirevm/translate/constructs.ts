/** All constructs; for one kind of node the first that answers wins. Patches are all carried out. */

import { aggregates } from "./constructs/aggregates.ts";
import { arithmetic } from "./constructs/arithmetic.ts";
import { booleans, conditions, truthPatch } from "./constructs/booleans.ts";
import { branches } from "./constructs/branches.ts";
import { casts } from "./constructs/casts.ts";
import { collationConstruct, collationPatch } from "./constructs/collation.ts";
import { comparedKinds } from "./constructs/compared.ts";
import { definitionPatch, definitions } from "./constructs/definitions.ts";
import { dialectClauses, dialectPatch } from "./constructs/dialect-clauses.ts";
import { formats } from "./constructs/formats.ts";
import { changePatch, joinedChanges, setOrder } from "./constructs/joined-changes.ts";
import { json } from "./constructs/json.ts";
import { limits } from "./constructs/limits.ts";
import { literals } from "./constructs/literals.ts";
import { mergedUpserts } from "./constructs/merged-upserts.ts";
import { moments } from "./constructs/moments.ts";
import { names } from "./constructs/names.ts";
import { orderingPatch } from "./constructs/ordering.ts";
import { patterns } from "./constructs/patterns.ts";
import { placePatch, places } from "./constructs/places.ts";
import { predicatePatch, predicateValues } from "./constructs/predicates.ts";
import { groupPatch, lateralPatch, selectPatch, selects } from "./constructs/selects.ts";
import { storedPatch } from "./constructs/stored.ts";
import { tableFunctionPatch, tableFunctions } from "./constructs/table-functions.ts";
import { templates } from "./constructs/templates.ts";
import { types } from "./constructs/types.ts";
import { upsertPatch, upserts } from "./constructs/upserts.ts";
import { parameters } from "./parameters.ts";
import { means } from "./translator.ts";

export const MEANS = means(
  [
    parameters,
    predicateValues,
    dialectClauses,
    templates,
    branches,
    comparedKinds,
    places,
    mergedUpserts,
    joinedChanges,
    setOrder,
    upserts,
    definitions,
    tableFunctions,
    selects,
    limits,
    conditions,
    aggregates,
    moments,
    formats,
    json,
    booleans,
    collationConstruct,
    patterns,
    arithmetic,
    casts,
    types,
    literals,
    names,
  ],
  [
    placePatch,
    predicatePatch,
    dialectPatch,
    lateralPatch,
    tableFunctionPatch,
    groupPatch,
    truthPatch,
    storedPatch,
    upsertPatch,
    changePatch,
    selectPatch,
    definitionPatch,
    collationPatch,
    orderingPatch,
  ],
);
