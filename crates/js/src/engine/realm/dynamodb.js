// `@aws-appsync/utils/dynamodb`: requests for a DynamoDB data source.
(function (native) {
  "use strict";
  const { dynamodb, transform } = native.util;
  const { entries, keys } = Object;

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

  // A set that `toStringSet` and the like made.
  const isSet = (value) => {
    const names = isObject(value) ? keys(value) : [];
    return names.length === 1 && ["SS", "NS", "BS"].includes(names[0]) &&
      Array.isArray(value[names[0]]);
  };
  const attribute = (value) => (isSet(value) ? value : dynamodb.toDynamoDB(value));
  const attributes = (item, name) => {
    if (!isObject(item)) native.fail(`${name} is expected to be an object`);
    const result = {};
    for (const [key, value] of entries(item)) {
      if (value !== undefined) result[key] = attribute(value);
    }
    return result;
  };

  // The properties that are neither null nor undefined.
  const present = (properties) => {
    const result = {};
    for (const [name, value] of entries(properties)) {
      if (value !== undefined && value !== null) result[name] = value;
    }
    return result;
  };
  const payloadOf = (payload, name) => {
    if (!isObject(payload)) native.fail(`an object is expected to be passed to ${name}`);
    return payload;
  };

  const expression = (filter, name) => {
    if (filter === undefined || filter === null) return undefined;
    const text = transform.toDynamoDBConditionExpression(filter);
    if (text === null) native.fail(`${name} cannot be read`);
    const result = JSON.parse(text);
    if (result.expression === "") return undefined;
    if (keys(result.expressionValues).length === 0) delete result.expressionValues;
    return result;
  };

  const projection = (paths) => {
    if (!Array.isArray(paths) || paths.length === 0) return undefined;
    const expressionNames = {};
    let count = 0;
    const parts = paths.map((path) =>
      String(path).split(".").map((part) => {
        count += 1;
        const bracket = part.indexOf("[");
        const end = bracket === -1 ? part.length : bracket;
        expressionNames[`#expName_${count}`] = part.slice(0, end);
        return `#expName_${count}${part.slice(end)}`;
      }).join("."));
    return { expression: parts.join(", "), expressionNames };
  };

  const operations = {
    add: (value) => ({ type: "OPERATION_ADD", value }),
    remove: () => ({ type: "OPERATION_REMOVE" }),
    replace: (value) => ({ type: "OPERATION_REPLACE", value }),
    increment: (by = 1) => ({ type: "OPERATION_INCREMENT", by }),
    decrement: (by = 1) => ({ type: "OPERATION_DECREMENT", by }),
    append: (items) => ({ type: "OPERATION_APPEND", items }),
    prepend: (items) => ({ type: "OPERATION_PREPEND", items }),
    updateListItem: (value, index) => ({ type: "OPERATION_UPDATE_LIST_ITEM", value, index }),
  };

  // How an operation sets an attribute: its value, and the assignment of names to values.
  const assignment = (operation, name) => {
    switch (isObject(operation) ? operation.type : undefined) {
      case "OPERATION_INCREMENT":
        return [operation.by, (value) => `${name} = ${name} + ${value}`];
      case "OPERATION_DECREMENT":
        return [operation.by, (value) => `${name} = ${name} - ${value}`];
      case "OPERATION_APPEND":
        return [operation.items, (value) => `${name} = list_append(${name}, ${value})`];
      case "OPERATION_PREPEND":
        return [operation.items, (value) => `${name} = list_append(${value}, ${name})`];
      case "OPERATION_UPDATE_LIST_ITEM":
        return [operation.value, (value) => `${name}[${operation.index}] = ${value}`];
      case "OPERATION_ADD":
      case "OPERATION_REPLACE":
        return [operation.value, (value) => `${name} = ${value}`];
      default:
        return [operation, (value) => `${name} = ${value}`];
    }
  };

  const updateExpression = (update) => {
    if (!isObject(update)) native.fail("update is expected to be an object");
    const expressionNames = {};
    const expressionValues = {};
    const sets = [];
    const removes = [];
    let names = 0;
    let values = 0;
    for (const [field, operation] of entries(update)) {
      if (operation === undefined) continue;
      names += 1;
      const name = `#expName_${names}`;
      expressionNames[name] = field;
      if (isObject(operation) && operation.type === "OPERATION_REMOVE") {
        removes.push(name);
        continue;
      }
      values += 1;
      const placeholder = `:expValue_${values}`;
      const [value, assign] = assignment(operation, name);
      expressionValues[placeholder] = attribute(value);
      sets.push(assign(placeholder));
    }
    const parts = [];
    if (sets.length > 0) parts.push(`SET ${sets.join(", ")}`);
    if (removes.length > 0) parts.push(`REMOVE ${removes.join(", ")}`);
    const result = { expression: parts.join(" "), expressionNames };
    if (values > 0) result.expressionValues = expressionValues;
    return result;
  };

  // What requests that write one item have in common.
  const versioned = (payload) => ({
    condition: expression(payload.condition, "condition"),
    _version: payload._version,
    customPartitionKey: payload.customPartitionKey,
    populateIndexFields: payload.populateIndexFields,
  });
  const page = (payload) => ({
    index: payload.index,
    limit: payload.limit,
    nextToken: payload.nextToken,
    consistentRead: payload.consistentRead,
    scanIndexForward: payload.scanIndexForward,
    select: payload.select,
    filter: expression(payload.filter, "filter"),
    projection: projection(payload.projection),
  });

  const get = (payload) => {
    payloadOf(payload, "get");
    return present({
      operation: "GetItem",
      key: attributes(payload.key, "key"),
      consistentRead: payload.consistentRead,
      projection: projection(payload.projection),
    });
  };
  const put = (payload) => {
    payloadOf(payload, "put");
    return present({
      operation: "PutItem",
      key: attributes(payload.key, "key"),
      attributeValues: attributes(payload.item, "item"),
      ...versioned(payload),
    });
  };
  const remove = (payload) => {
    payloadOf(payload, "remove");
    return present({
      operation: "DeleteItem",
      key: attributes(payload.key, "key"),
      ...versioned(payload),
    });
  };
  const update = (payload) => {
    payloadOf(payload, "update");
    return present({
      operation: "UpdateItem",
      key: attributes(payload.key, "key"),
      update: updateExpression(payload.update),
      ...versioned(payload),
    });
  };
  const query = (payload) => {
    payloadOf(payload, "query");
    const condition = expression(payload.query, "query");
    if (condition === undefined) native.fail("query is expected to have a key condition");
    return present({ operation: "Query", query: condition, ...page(payload) });
  };
  const scan = (payload) => {
    payloadOf(payload, "scan");
    return present({
      operation: "Scan",
      ...page(payload),
      segment: payload.segment,
      totalSegments: payload.totalSegments,
    });
  };
  const sync = (payload) => {
    payloadOf(payload, "sync");
    return present({
      operation: "Sync",
      basePartitionKey: payload.basePartitionKey,
      deltaIndexName: payload.deltaIndexName,
      limit: payload.limit,
      nextToken: payload.nextToken,
      lastSync: payload.lastSync,
      filter: expression(payload.filter, "filter"),
    });
  };

  // The tables of a batch, each as `convert` has it.
  const batch = (operation, payload, name, convert) => {
    payloadOf(payload, name);
    if (!isObject(payload.tables)) native.fail("tables is expected to be an object");
    const tables = {};
    for (const [table, part] of entries(payload.tables)) tables[table] = convert(part);
    return { operation, tables };
  };
  const all = (items, name) => {
    if (!Array.isArray(items)) native.fail(`${name} is expected to be an array`);
    return items.map((item) => attributes(item, name));
  };
  const batchGet = (payload) =>
    batch("BatchGetItem", payload, "batchGet", (table) => {
      payloadOf(table, "a table of batchGet");
      return present({
        keys: all(table.keys, "keys"),
        consistentRead: table.consistentRead,
        projection: projection(table.projection),
      });
    });
  const batchPut = (payload) =>
    batch("BatchPutItem", payload, "batchPut", (items) => all(items, "items"));
  const batchDelete = (payload) =>
    batch("BatchDeleteItem", payload, "batchDelete", (items) => all(items, "keys"));

  const transaction = (operation, payload, name, convert) => {
    payloadOf(payload, name);
    if (!Array.isArray(payload.items)) native.fail("items is expected to be an array");
    return { operation, transactItems: payload.items.map(convert) };
  };
  const transactGet = (payload) =>
    transaction("TransactGetItems", payload, "transactGet", (item) => {
      payloadOf(item, "an item of transactGet");
      return present({
        table: item.table,
        key: attributes(item.key, "key"),
        projection: projection(item.projection),
      });
    });
  const write = (item) => {
    const [[kind, payload] = []] = entries(payloadOf(item, "an item of transactWrite"));
    const shared = (operation) => ({
      table: payloadOf(payload, kind).table,
      operation,
      key: attributes(payload.key, "key"),
      condition: expression(payload.condition, "condition"),
    });
    switch (kind) {
      case "putItem":
        return present({
          ...shared("PutItem"),
          attributeValues: attributes(payload.item, "item"),
        });
      case "updateItem":
        return present({ ...shared("UpdateItem"), update: updateExpression(payload.update) });
      case "deleteItem":
        return present(shared("DeleteItem"));
      case "conditionCheck":
        return present(shared("ConditionCheck"));
      default:
        return native.fail(`unknown operation ${kind} in transactWrite`);
    }
  };
  const transactWrite = (payload) =>
    transaction("TransactWriteItems", payload, "transactWrite", write);

  return {
    batchDelete, batchGet, batchPut, get, operations, put, query, remove, scan, sync,
    toBinarySet: dynamodb.toBinarySet,
    toNumberSet: dynamodb.toNumberSet,
    toStringSet: dynamodb.toStringSet,
    transactGet, transactWrite, update,
  };
})
