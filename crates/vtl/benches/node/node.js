// Times npm's amplify-velocity-template: node.js TEMPLATES SECONDS.
//
// Prints a line a template: its name, nanoseconds an evaluation, and the output. The utilities are
// the least that the templates need, so that it is the language that is timed.

const fs = require('fs');
const path = require('path');
const { Compile, parse } = require('amplify-velocity-template');

const dynamodb = (value) => {
  if (value === null || value === undefined) return { NULL: null };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(dynamodb) };
  return { M: values(value) };
};
const values = (map) => Object.fromEntries(Object.entries(map).map(([k, v]) => [k, dynamodb(v)]));

const util = {
  isNull: (value) => value === null || value === undefined,
  defaultIfNull: (value, other) => (value === null || value === undefined ? other : value),
  autoId: () => '00000000-0000-4000-8000-000000000000',
  toJson: (value) => JSON.stringify(value),
  time: { nowISO8601: () => '1970-01-01T00:00:00.000Z' },
  dynamodb: {
    toDynamoDB: dynamodb,
    toDynamoDBJson: (value) => JSON.stringify(dynamodb(value)),
    toMapValuesJson: (value) => JSON.stringify(values(value)),
  },
};

// Templates change their context, so each evaluation has one of its own: here and in Rust, where
// the values are made of JSON that has been read already.
const copy = (value) => {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(copy);
  const result = {};
  for (const key of Object.keys(value)) result[key] = copy(value[key]);
  return result;
};

const [folder, seconds] = process.argv.slice(2);
for (const file of fs.readdirSync(folder).filter((f) => f.endsWith('.vtl')).sort()) {
  const name = path.basename(file, '.vtl');
  const ast = parse(fs.readFileSync(path.join(folder, file), 'utf8'));
  const json = fs.readFileSync(path.join(folder, `${name}.json`), 'utf8');
  const context = JSON.parse(json);
  const evaluate = () => {
    const ctx = copy(context);
    ctx.args = ctx.arguments;
    return new Compile(ast, { escape: false }).render({ ctx, context: ctx, util });
  };
  const output = evaluate();
  // The median of batches of about 0.1 ms: what else the machine does disturbs few of them.
  const time = (duration, size) => {
    const batches = [];
    const start = process.hrtime.bigint();
    for (;;) {
      const before = process.hrtime.bigint();
      for (let i = 0; i < size; i += 1) evaluate();
      const after = process.hrtime.bigint();
      batches.push(Number(after - before) / size);
      if (after - start > BigInt(Math.round(duration * 1e9))) break;
    }
    batches.sort((a, b) => a - b);
    return Math.round(batches[batches.length >> 1]);
  };
  const size = Math.ceil(100000 / time(Number(seconds) / 2, 1));
  console.log(`${name}\t${time(Number(seconds), size)}\t${output.replace(/\s/g, '')}`);
}
