'use strict';
// Random requests: most of them sound, some of them faulty, over few keys and values, so that they
// meet one another.

/** Mulberry32: numbers from 0 to 1 that follow from the seed. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let z = Math.imul(state ^ (state >>> 15), state | 1);
    z ^= z + Math.imul(z ^ (z >>> 7), z | 61);
    return ((z ^ (z >>> 14)) >>> 0) / 4294967296;
  };
}

const tables = {
  Plain: {
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }],
    attributeDefinitions: [
      { attributeName: 'id', attributeType: 'S' }, { attributeName: 'g', attributeType: 'S' }, { attributeName: 'n', attributeType: 'N' },
    ],
    globalSecondaryIndexes: [
      { indexName: 'byGroup', keySchema: [{ attributeName: 'g', keyType: 'HASH' }, { attributeName: 'n', keyType: 'RANGE' }], projection: { projectionType: 'ALL' } },
      { indexName: 'keysOnly', keySchema: [{ attributeName: 'g', keyType: 'HASH' }], projection: { projectionType: 'KEYS_ONLY' } },
      { indexName: 'including', keySchema: [{ attributeName: 'n', keyType: 'HASH' }], projection: { projectionType: 'INCLUDE', nonKeyAttributes: ['a'] } },
    ],
  },
  Sorted: {
    keySchema: [{ attributeName: 'id', keyType: 'HASH' }, { attributeName: 'sk', keyType: 'RANGE' }],
    attributeDefinitions: [
      { attributeName: 'id', attributeType: 'S' }, { attributeName: 'sk', attributeType: 'N' }, { attributeName: 'g', attributeType: 'S' },
    ],
    localSecondaryIndexes: [
      { indexName: 'local', keySchema: [{ attributeName: 'id', keyType: 'HASH' }, { attributeName: 'g', keyType: 'RANGE' }], projection: { projectionType: 'KEYS_ONLY' } },
    ],
  },
};

/** A source of random requests. */
function requests(seed) {
  const random = generator(seed);
  const chance = (p) => random() < p;
  const below = (n) => Math.floor(random() * n);
  const pick = (list) => list[below(list.length)];
  const some = (least, most, make) => Array.from({ length: least + below(most - least + 1) }, make);
  const distinct = (list) => [...new Set(list)];

  const text = () => pick(['', 'a', 'ab', 'abc', 'b', 'é', 'Z', '10']);
  const number = () => pick(['0', '1', '2', '-1', '1.5', '10', '100', '3e2', '0.001']);
  const value = (depth = 0) => {
    const kind = pick(['S', 'S', 'N', 'N', 'BOOL', 'NULL', 'SS', 'NS', 'B', ...(depth < 2 ? ['L', 'M'] : [])]);
    switch (kind) {
      case 'S': return { S: text() };
      case 'N': return { N: number() };
      case 'BOOL': return { BOOL: chance(0.5) };
      case 'NULL': return { NULL: true };
      case 'B': return { B: pick(['AQ==', 'AQI=', 'AgM=']) };
      case 'SS': return { SS: distinct(some(1, 3, () => pick(['a', 'b', 'c', 'ab']))) };
      case 'NS': return { NS: distinct(some(1, 3, () => pick(['1', '2', '1.5', '10']))) };
      case 'L': return { L: some(0, 3, () => value(depth + 1)) };
      default: return { M: Object.fromEntries(some(0, 3, () => [pick(['x', 'y', 'a']), value(depth + 1)])) };
    }
  };

  // One request's expressions share their placeholders, as DynamoDB has it.
  const scope = () => {
    const names = {};
    const values = {};
    let count = 0;
    return {
      name(attribute) {
        if (chance(0.5)) return attribute;
        if (chance(0.005)) return '#undefined';
        names[`#${attribute}`] = attribute;
        return `#${attribute}`;
      },
      value(typed) {
        if (chance(0.003)) return ':undefined';
        values[`:v${count}`] = typed;
        return `:v${count++}`;
      },
      block(expression, more = {}) {
        if (chance(0.003)) names['#unused'] = 'unused';
        return {
          expression, ...more,
          ...(Object.keys(names).length ? { expressionNames: { ...names } } : {}),
          ...(Object.keys(values).length ? { expressionValues: { ...values } } : {}),
        };
      },
    };
  };

  const attributes = ['a', 'b', 'c', 'g', 'n', 'm', 'l'];
  const path = (s, names = attributes) => {
    const name = names.length > 3 && chance(0.02) ? pick(['name', 'status', '_x', 'id']) : pick(names);
    const root = s.name(name);
    // A path into a key is refused, sometimes before and sometimes after the condition is looked at.
    if (['id', 'g', 'n'].includes(name) || chance(0.8)) return root;
    return root + some(1, 2, () => (chance(0.5) ? `.${s.name(pick(['x', 'y', 'a']))}` : `[${below(3)}]`)).join('');
  };
  const operand = (s, names) => (chance(0.1) ? `size(${path(s, names)})` : chance(0.2) ? path(s, names) : s.value(value(1)));

  const condition = (s, names = attributes, depth = 0) => {
    if (depth < 3 && chance(0.35)) {
      const left = condition(s, names, depth + 1);
      const right = condition(s, names, depth + 1);
      const joined = `${chance(0.7) ? `(${left})` : left} ${pick(['AND', 'OR', 'and', 'Or'])} ${chance(0.7) ? `(${right})` : right}`;
      return chance(0.03) ? `((${joined}))` : joined;
    }
    if (chance(0.1)) return `NOT ${chance(0.5) ? `(${condition(s, names, depth + 1)})` : condition(s, names, depth + 1)}`;
    switch (below(8)) {
      case 0: return `attribute_exists(${path(s, names)})`;
      case 1: return `attribute_not_exists(${path(s, names)})`;
      case 2: return `attribute_type(${path(s, names)}, ${s.value(chance(0.9) ? { S: pick(['S', 'N', 'L', 'M', 'SS', 'NULL', 'BOOL', 'X']) } : value(2))})`;
      case 3: return `begins_with(${path(s, names)}, ${s.value(chance(0.85) ? { S: text() } : value(2))})`;
      case 4: return `contains(${path(s, names)}, ${chance(0.1) ? path(s, names) : s.value(value(2))})`;
      case 5: {
        const [lower, upper] = chance(0.5) ? [{ N: number() }, { N: number() }] : [{ S: text() }, { S: text() }];
        return `${path(s, names)} BETWEEN ${s.value(chance(0.9) ? lower : value(2))} AND ${s.value(upper)}`;
      }
      case 6: return `${operand(s, names)} IN (${some(1, 3, () => operand(s, names)).join(', ')})`;
      default: return `${operand(s, names)} ${pick(['=', '<>', '<', '<=', '>', '>=', '='])} ${operand(s, names)}`;
    }
  };

  const keyValue = () => ({ S: chance(0.02) ? '' : pick(['1', '2', '3', '4', '5']) });
  const key = (table) => {
    if (chance(0.01)) return pick([{}, { id: { N: '1' } }, { id: keyValue(), x: { S: 'x' } }, { g: { S: 'a' } }]);
    return { id: keyValue(), ...(table === 'Sorted' ? { sk: { N: number() } } : {}) };
  };
  const item = () => Object.fromEntries(some(0, 5, () => {
    const name = pick(attributes);
    if (name === 'g' && chance(0.97)) return [name, { S: pick(['a', 'ab', 'b']) }];
    if (name === 'n' && chance(0.97)) return [name, { N: number() }];
    if (name === 'm' && chance(0.7)) return [name, { M: { x: value(1), y: value(1) } }];
    if (name === 'l' && chance(0.7)) return [name, { L: some(0, 4, () => value(1)) }];
    return [name, value()];
  }));

  const setValue = (s, depth = 0) => {
    switch (below(depth ? 3 : 6)) {
      case 0: return chance(0.3) ? path(s) : s.value(value());
      case 1: return depth < 2 ? `if_not_exists(${path(s)}, ${setValue(s, depth + 1)})` : s.value(value());
      case 2: case 3: return s.value(value());
      case 4: return `list_append(${chance(0.5) ? path(s, ['l']) : s.value({ L: [value(1)] })}, ${chance(0.5) ? path(s, ['l']) : s.value(chance(0.95) ? { L: [value(1)] } : value())})`;
      default: {
        const term = () => (chance(0.4) ? path(s, ['n', 'a']) : chance(0.3) ? `if_not_exists(${path(s, ['n'])}, ${s.value({ N: number() })})` : s.value(chance(0.95) ? { N: number() } : value()));
        return `${term()} ${pick(['+', '-'])} ${term()}`;
      }
    }
  };
  const update = (s) => {
    // DynamoDB Local lets an update put values of any type under an index's key; DynamoDB does not.
    const free = ['a', 'b', 'c', 'm', 'l'].sort(() => random() - 0.5);
    const keys = ['g', 'n'];
    const target = () => {
      const own = chance(0.97) && free.length ? [free.pop()] : ['a', 'b', 'c', 'm', 'l'];
      return chance(0.8) ? s.name(pick(own)) : path(s, own);
    };
    const set = () => {
      if (!keys.length || chance(0.6)) return `${target()} = ${setValue(s)}`;
      const name = keys.pop();
      return `${s.name(name)} = ${s.value(name === 'n' ? { N: number() } : { S: pick(['a', 'ab', 'b']) })}`;
    };
    const clauses = [];
    if (chance(0.7)) clauses.push(`${pick(['SET', 'set'])} ${some(1, 3, set).join(', ')}`);
    if (chance(0.35)) clauses.push(`REMOVE ${some(1, 2, () => (keys.length && chance(0.3) ? s.name(keys.pop()) : target())).join(', ')}`);
    if (chance(0.25)) clauses.push(`ADD ${target()} ${s.value(chance(0.9) ? pick([{ N: number() }, { SS: ['a', 'd'] }, { NS: ['1', '7'] }]) : value())}`);
    if (chance(0.2)) clauses.push(`DELETE ${target()} ${s.value(chance(0.9) ? pick([{ SS: ['a', 'b'] }, { NS: ['1'] }]) : value())}`);
    return clauses.sort(() => random() - 0.5).join(' ') || 'SET a = b';
  };

  const read = (s, key) => ({
    ...(chance(0.6) ? { limit: 1 + below(4) } : {}),
    ...(chance(0.5) ? { filter: condition(s, attributes.filter((name) => !key.includes(name) || (key.length < 3 && chance(0.02)))) } : {}),
    ...(chance(0.15) ? { projection: distinct(some(1, 2, () => path(s))).join(', ') } : {}),
  });
  const withBlocks = (s, fields) => Object.fromEntries(Object.entries(fields).map(([name, field]) => {
    if (!['filter', 'projection'].includes(name)) return [name, field];
    const { expressionValues, ...block } = s.block(field);
    return [name, name === 'projection' || !expressionValues ? block : { ...block, expressionValues }];
  }));

  const query = (table) => {
    const s = scope();
    const index = pick(table === 'Plain' ? [undefined, 'byGroup', 'byGroup', 'keysOnly', 'including'] : [undefined, undefined, 'local']);
    const [hash, range] = {
      Plainundefined: ['id'], PlainbyGroup: ['g', 'n'], PlainkeysOnly: ['g'], Plainincluding: ['n'],
      Sortedundefined: ['id', 'sk'], Sortedlocal: ['id', 'g'],
    }[table + index];
    const typed = (name) => (chance(0.02) ? value(2) : name === 'id' ? keyValue() : ['n', 'sk'].includes(name) ? { N: number() } : { S: pick(['a', 'ab', 'b', ...(chance(0.1) ? [''] : [])]) });
    const term = (name) => {
      const left = s.name(name);
      switch (below(4)) {
        case 0: return name === 'g' ? `begins_with(${left}, ${s.value({ S: pick(['a', 'b', 'a', 'b', '']) })})` : `${left} = ${s.value(typed(name))}`;
        case 1: return `${left} BETWEEN ${s.value(typed(name))} AND ${s.value(typed(name))}`;
        default: return `${left} ${pick(['=', '<', '<=', '>', '>=', ...(chance(0.03) ? ['<>'] : [])])} ${s.value(typed(name))}`;
      }
    };
    const terms = [`${s.name(hash)} ${chance(0.99) ? '=' : '<'} ${s.value(typed(hash))}`];
    if (range && chance(0.6)) terms.push(term(range));
    if (chance(0.01)) terms.push(term('a'));
    if (chance(0.01)) terms.shift();
    const fields = read(s, [hash, range]);
    return {
      operation: 'Query', index, ...withBlocks(s, fields), query: s.block(terms.sort(() => random() - 0.5).join(' AND ') || 'id = :v'),
      ...(chance(0.5) ? { scanIndexForward: chance(0.5) } : {}),
      ...(chance(0.05) ? { consistentRead: true } : {}),
      ...(chance(0.1) ? { select: pick(['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES']) } : {}),
    };
  };
  const scan = (table) => {
    const s = scope();
    const index = pick([undefined, undefined, undefined, ...(table === 'Plain' ? ['byGroup', 'keysOnly', 'including'] : ['local'])]);
    // DynamoDB Local lets the filter of an index's scan see what the index does not hold.
    const held = { keysOnly: ['g'], including: ['n', 'a'], local: ['g'] }[index] ?? attributes;
    const fields = read(s, attributes.filter((name) => !held.includes(name)));
    // Whatever the request shares goes with its last expression, so that nothing is unused.
    return { operation: 'Scan', index, ...withBlocks(s, fields) };
  };
  const conditional = (s) => (chance(0.5) ? { condition: s.block(condition(s, [...attributes, 'id'])) } : {});
  const write = (table, operation) => {
    const s = scope();
    if (operation === 'PutItem') return { operation, key: key(table), attributeValues: item(), ...conditional(s) };
    if (operation === 'DeleteItem') return { operation, key: key(table), ...conditional(s) };
    if (operation === 'ConditionCheck') return { operation, key: key(table), condition: s.block(condition(s, ['a', 'b', 'c', 'm', 'l'])) };
    const expression = update(s);
    const guarded = conditional(s);
    return { operation, key: key(table), update: s.block(expression), ...guarded };
  };

  return () => {
    const table = pick(['Plain', 'Sorted']);
    const operation = pick(['PutItem', 'PutItem', 'PutItem', 'UpdateItem', 'UpdateItem', 'UpdateItem', 'DeleteItem', 'GetItem', 'Query', 'Query', 'Query', 'Scan', 'Scan', 'TransactWriteItems']);
    const request = (() => {
      switch (operation) {
        case 'GetItem': {
          const s = scope();
          return { operation, key: key(table), ...(chance(0.5) ? { projection: s.block(distinct(some(1, 3, () => path(s))).join(', ')) } : {}) };
        }
        case 'Query': return query(table);
        case 'Scan': return scan(table);
        case 'TransactWriteItems': return {
          operation,
          transactItems: some(1, 3, () => {
            const target = pick(['Plain', 'Sorted']);
            return { table: target, ...write(target, pick(['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheck'])) };
          }),
        };
        default: return write(table, operation);
      }
    })();
    return { table, request: JSON.parse(JSON.stringify({ version: '2018-05-29', ...request })) };
  };
}

module.exports = { tables, requests };
