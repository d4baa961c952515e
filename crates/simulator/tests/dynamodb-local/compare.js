'use strict';
// Puts the same random requests to DynamoDB Local and to the simulator, and compares what they
// answer: results, pages and the names of errors (their messages are DynamoDB's to word).
//
//     npm install && node compare.js [SEED [COUNT]]
//
// Needs Java, and the simulator's example `replay` (built here with cargo). Listens on loopback.

const { execFileSync } = require('node:child_process');
const { isDeepStrictEqual } = require('node:util');
const { startLocal } = require('./local');
const { requests, tables } = require('./random');
const { answer, createTable } = require('./translate');

const [seed = 1, count = 1000] = process.argv.slice(2).map(Number);

function simulate(script) {
  const output = execFileSync('cargo', ['run', '-q', '-p', 'burgeon-simulator', '--example', 'replay'], {
    cwd: __dirname, input: JSON.stringify({ tables, requests: script }), maxBuffer: 1 << 30,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return output.toString().trim().split('\n').map((line) => JSON.parse(line));
}

// The order of a scan, and of items with the same sort key in an index, means nothing.
const anyOrder = (items) => items.map((item) => JSON.stringify(sorted(item))).sort();
const sorted = (value) => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]));
};

function comparable({ error, result, pages }, { request, table }) {
  if (error) return { error };
  if (!pages) return { result };
  // When the limit ends a page at the last item that the key condition can meet, one more page, an
  // empty one, may follow or not.
  const bounded = request.query && (/ and /i.test(request.query.expression) || (table === 'Plain' && !request.index));
  if (bounded && pages.length > 1 && pages.at(-1).scanned === 0) pages.pop();
  const items = pages.flatMap((page) => page.items);
  const sortKey = request.operation === 'Query' && { Plain: { byGroup: 'n' }, Sorted: { undefined: 'sk', local: 'g' } }[table][request.index];
  return {
    items: anyOrder(items),
    scanned: pages.map((page) => page.scanned),
    order: sortKey && items.map((item) => item[sortKey] ?? null),
  };
}

// What of a transaction's faults cancels it, and what makes no request of it in the first place, is
// nowhere said; nor which of the two is told when an update does not fit an item that fails the
// condition as well.
const MISFIT = /does not exist in the item|incorrect data type|invalid for update/;

function agree(local, simulator, { request, table }) {
  if (isDeepStrictEqual(comparable(local, { request, table }), comparable(simulator, { request, table }))) return true;
  if (!local.error || !simulator.error) return false;
  if (request.operation === 'TransactWriteItems') return true;
  return MISFIT.test(local.message) && simulator.error === 'ConditionalCheckFailedException';
}

async function main() {
  const local = await startLocal();
  try {
    for (const [name, schema] of Object.entries(tables)) {
      const made = await local.call('CreateTable', createTable(name, schema));
      if (made.error) throw new Error(made.message);
    }
    const next = requests(seed);
    const script = Array.from({ length: count }, next);
    const expected = [];
    for (const { table, request } of script) expected.push(await answer(local, table, request));
    const actual = simulate(script);
    const tally = {};
    let different = 0;
    script.forEach((entry, index) => {
      const outcome = `${entry.request.operation} ${expected[index].error ?? 'fine'}`;
      tally[outcome] = (tally[outcome] ?? 0) + 1;
      if (agree(expected[index], actual[index], entry)) return;
      different += 1;
      if (different <= 20) {
        console.log(`#${index} ${JSON.stringify(entry)}\n  local:     ${JSON.stringify(expected[index])}\n  simulator: ${JSON.stringify(actual[index])}`);
      }
    });
    console.log(tally);
    console.log(`seed ${seed}: ${count} requests, ${different} answered differently`);
    process.exitCode = different ? 1 : 0;
  } finally {
    await local.stop();
  }
}

main();
