// The table, as the program and the local stack use it.
import { list, references, same, tables } from "../shape.mjs";

export const tableRules = {
  "the table expires its items, is encrypted, can be put back and outlives the stack": (t) => tables(t).flatMap(([name, p, resource]) => [
    ...(same(p.TimeToLiveSpecification, { AttributeName: "expiresAt", Enabled: true }) ? [] : [`${name}: time to live`]),
    ...(resource.DeletionPolicy === "Retain" && resource.UpdateReplacePolicy === "Retain" ? [] : [`${name}: not retained`]),
    ...(p.PointInTimeRecoverySpecification?.PointInTimeRecoveryEnabled === true ? [] : [`${name}: no point in time recovery`]),
    ...(p.SSESpecification?.SSEEnabled === true ? [] : [`${name}: not encrypted`]),
    ...(p.BillingMode === "PAY_PER_REQUEST" ? [] : [`${name}: not on demand`]),
    ...(p.StreamSpecification?.StreamViewType === "KEYS_ONLY" ? [] : [`${name}: stream`]),
  ]),

  "keys and indexes are as the program uses them": (t) => tables(t).flatMap(([name, p]) => {
    const keys = (schema) => list(schema).map((k) => `${k.AttributeName} ${k.KeyType}`);
    const types = list(p.AttributeDefinitions).map((a) => `${a.AttributeName} ${a.AttributeType}`).sort();
    const indexes = list(p.GlobalSecondaryIndexes).map((i) => [i.IndexName, keys(i.KeySchema), i.Projection?.ProjectionType]);
    return [
      ...(same(keys(p.KeySchema), ["pk HASH"]) ? [] : [`${name}: key`]),
      ...(same(types, ["dueAt N", "dueShard S", "pk S"]) ? [] : [`${name}: attributes`]),
      ...(same(indexes, [["due", ["dueShard HASH", "dueAt RANGE"], "KEYS_ONLY"]]) ? [] : [`${name}: indexes`]),
      // the local stack makes its table of these very lines
      ...references([p.KeySchema, p.AttributeDefinitions, p.GlobalSecondaryIndexes].filter(Boolean)).map(([, target]) => `${name}: ${target} in keys or indexes`),
    ];
  }),
};
