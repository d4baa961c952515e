'use strict';
// AppSync's requests as calls of DynamoDB's API, and DynamoDB's answers as AppSync gives them.

const { isDeepStrictEqual } = require('node:util');

const upper = (name) => name[0].toUpperCase() + name.slice(1);

/** A table of the manifest as `CreateTable` takes it. */
function createTable(name, schema) {
  const capitalised = (value) => {
    if (Array.isArray(value)) return value.length ? value.map(capitalised) : undefined;
    if (typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [upper(key), capitalised(inner)]));
  };
  return { TableName: name, BillingMode: 'PAY_PER_REQUEST', ...capitalised(schema) };
}

/** The attribute names and values of several expressions of one request. */
function placeholders(...blocks) {
  const merge = (field) => {
    const maps = blocks.map((block) => block?.[field]).filter((map) => map !== undefined);
    return maps.length ? Object.assign({}, ...maps) : undefined;
  };
  return { ExpressionAttributeNames: merge('expressionNames'), ExpressionAttributeValues: merge('expressionValues') };
}

const single = {
  GetItem: ({ key, projection }) => ['GetItem', {
    Key: key, ConsistentRead: true, ProjectionExpression: projection?.expression, ...placeholders(projection),
  }],
  PutItem: ({ key, attributeValues, condition }) => ['PutItem', {
    Item: { ...attributeValues, ...key }, ConditionExpression: condition?.expression, ...placeholders(condition),
  }],
  UpdateItem: ({ key, update, condition }) => ['UpdateItem', {
    Key: key, UpdateExpression: update.expression, ConditionExpression: condition?.expression,
    ReturnValues: 'ALL_NEW', ...placeholders(update, condition),
  }],
  DeleteItem: ({ key, condition }) => ['DeleteItem', {
    Key: key, ConditionExpression: condition?.expression, ReturnValues: 'ALL_OLD', ...placeholders(condition),
  }],
  Query: (request) => ['Query', {
    ...reading(request), KeyConditionExpression: request.query.expression,
    ScanIndexForward: request.scanIndexForward, ...placeholders(request.query, request.filter, request.projection),
  }],
  Scan: (request) => ['Scan', { ...reading(request), ...placeholders(request.filter, request.projection) }],
};

function reading({ index, limit, filter, projection, select, consistentRead }) {
  return {
    IndexName: index, Limit: limit, FilterExpression: filter?.expression, Select: select,
    ProjectionExpression: projection?.expression, ConsistentRead: consistentRead,
  };
}

function transactWrite({ table, operation, key, attributeValues, update, condition }) {
  const [, body] = operation === 'ConditionCheck'
    ? [null, { Key: key, ConditionExpression: condition.expression, ...placeholders(condition) }]
    : single[operation]({ key, attributeValues, update, condition });
  delete body.ReturnValues;
  const name = operation === 'ConditionCheck' ? operation : operation.replace('Item', '');
  return { [name]: { TableName: table, ...body } };
}

/** What AppSync would answer to a request, with DynamoDB Local in the place of DynamoDB. */
async function answer(local, table, request) {
  if (request.operation === 'TransactWriteItems') {
    const answered = await local.call('TransactWriteItems', { TransactItems: request.transactItems.map(transactWrite) });
    if (answered.error) return answered;
    return { result: { keys: request.transactItems.map(({ key: { id, sk } }) => plainItem({ id, ...(sk && { sk }) })), cancellationReasons: null } };
  }
  const [operation, body] = single[request.operation](request);
  const pages = [];
  let start;
  do {
    const answered = await local.call(operation, { TableName: table, ...body, ExclusiveStartKey: start });
    if (answered.error === 'ConditionalCheckFailedException') return conditionFailed(local, table, request, answered);
    if (answered.error) return answered;
    const { Item, Attributes, Items, ScannedCount, LastEvaluatedKey } = answered.result;
    if (operation === 'PutItem') return { result: plainItem(body.Item) };
    if (!Items) return { result: Item || Attributes ? plainItem(Item ?? Attributes) : null };
    pages.push({ items: Items.map(plainItem), scanned: ScannedCount });
    start = LastEvaluatedKey;
  } while (start);
  return { pages };
}

/** AppSync looks whether the item is as the request wanted it to become, and is content then. */
async function conditionFailed(local, table, { operation, key, attributeValues }, failure) {
  const read = await local.call('GetItem', { TableName: table, Key: key, ConsistentRead: true });
  if (read.error) return failure;
  const current = read.result.Item ? plainItem(read.result.Item) : null;
  if (operation === 'DeleteItem' && !current) return { result: null };
  const wanted = operation === 'PutItem' && plainItem({ ...attributeValues, ...key });
  return wanted && isDeepStrictEqual(wanted, current) ? { result: current } : failure;
}

function plain(value) {
  const [[type, inner]] = Object.entries(value);
  switch (type) {
    case 'N': return Number(inner);
    case 'NULL': return null;
    case 'M': return plainItem(inner);
    case 'L': return inner.map(plain);
    case 'SS': case 'BS': return [...inner].sort();
    case 'NS': return inner.map(Number).sort((a, b) => a - b);
    default: return inner;
  }
}

const plainItem = (item) => Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));

module.exports = { createTable, answer };
