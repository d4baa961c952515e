// `@aws-appsync/utils/rds`: statements for a relational database.
(function (native) {
  "use strict";
  const { rds } = native.util;
  const { entries, keys } = Object;
  const { fail } = native;

  const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
  const isNothing = (value) => value === undefined || value === null;

  const typeHint = {};
  for (const type of ["DATE", "DECIMAL", "JSON", "TIME", "TIMESTAMP", "UUID"]) {
    typeHint[type] = (value) => ({ type, value });
  }
  const isTypeHint = (value) =>
    isObject(value) && keys(value).length === 2 && typeof value.type === "string" &&
    Object.hasOwn(typeHint, value.type) && Object.hasOwn(value, "value");

  const agg = {};
  for (const [name, sql] of entries({ avg: "AVG", count: "COUNT", max: "MAX", min: "MIN", sum: "SUM" })) {
    agg[name] = (column) => ({ aggregate: sql, distinct: false, column });
    agg[`${name}Distinct`] = (column) => ({ aggregate: sql, distinct: true, column });
  }
  const isAggregate = (value) =>
    isObject(value) && typeof value.aggregate === "string" && typeof value.column === "string";

  const sql = (strings, ...values) => {
    if (!Array.isArray(strings) || strings.length !== values.length + 1) {
      fail("java.lang.IllegalArgumentException: Unexpected argument passed to sql tagged template");
    }
    return { strings, keys: values };
  };
  const isTemplate = (value) =>
    isObject(value) && Array.isArray(value.strings) && Array.isArray(value.keys);

  const statementOf = (type, name) => (properties) => {
    if (properties === undefined) fail(`An argument is expected to be passed to ${name}`);
    if (!isObject(properties)) fail("Expected payload to be an Object.");
    return { type, properties };
  };

  const COMPARISONS = { eq: "=", ne: "!=", gt: ">", lt: "<", ge: ">=", le: "<=" };
  const JOINS = [
    "join", "innerJoin", "leftJoin", "leftOuterJoin", "rightJoin", "rightOuterJoin",
    "fullOuterJoin", "crossJoin", "joinNatural", "innerJoinNatural", "leftJoinNatural",
    "leftOuterJoinNatural", "rightJoinNatural", "rightOuterJoinNatural", "fullOuterJoinNatural",
  ];

  // What turns statements into a request, in one dialect.
  const writer = (name, quote, returns) => {
    const request = { statements: [], variableMap: {}, variableTypeHintMap: {} };
    let count = 0;

    const bind = (value) => {
      const variable = `:P${count}`;
      count += 1;
      request.variableMap[variable] = isTypeHint(value) ? value.value : value;
      if (isTypeHint(value)) request.variableTypeHintMap[variable] = value.type;
      return variable;
    };
    const valueOf = (value) => (isNothing(value) ? "NULL" : bind(value));
    // Each part of a dotted name is quoted. A quote in it is doubled, so it cannot end the name.
    const quoted = (part) => quote + part.split(quote).join(quote + quote) + quote;
    const identifier = (text) => (text === "*" ? text : text.split(".").map(quoted).join("."));

    const template = ({ strings, keys: values }) => {
      if (strings.length !== values.length + 1) {
        fail("java.lang.IllegalArgumentException: Unexpected argument passed to sql tagged template");
      }
      let text = strings[0];
      for (const [index, value] of entries(values)) text += bind(value) + strings[Number(index) + 1];
      return text;
    };

    const tableName = (table) => {
      if (typeof table === "string") return identifier(table);
      if (!isObject(table)) fail("table name is expected to be a string or alias.");
      const aliases = entries(table);
      if (aliases.length > 1) fail("table alias is allowed only one key-value pair.");
      if (aliases.length === 0) fail("java.util.NoSuchElementException");
      const [alias, actual] = aliases[0];
      if (typeof actual !== "string") fail("Table alias value is expected to be a string.");
      return `${identifier(actual)} as ${identifier(alias)}`;
    };
    const table = (properties) => {
      if (isNothing(properties.table)) fail("'table' or 'from' key is required.");
      return tableName(properties.table);
    };
    const source = (properties) => {
      if (isNothing(properties.from)) return table(properties);
      if (!isNothing(properties.table)) fail("'from' and 'table' keys cannot be used together");
      if (typeof properties.from !== "string" && !isObject(properties.from)) {
        fail("'from' value is expected to be string or object.");
      }
      return tableName(properties.from);
    };

    const column = (one) => {
      if (isAggregate(one)) {
        return `${one.aggregate}(${one.distinct ? "DISTINCT " : ""}${identifier(one.column)})`;
      }
      if (typeof one !== "string") fail("Invalid type in column array.");
      return identifier(one);
    };
    const columns = (list) => {
      if (list === "*") return list;
      if (!Array.isArray(list)) fail("Expected column to be * or an array.");
      return list.map(column).join(", ");
    };

    const between = (target, bounds, path) => {
      if (!Array.isArray(bounds)) fail(`${path} condition expects an array with length of 2.`);
      if (bounds.length !== 2) {
        fail(`${path} condition expects an array with 2 values but received an array with length ${bounds.length}.`);
      }
      const low = valueOf(bounds[0]);
      return `${target} BETWEEN ${low} AND ${valueOf(bounds[1])}`;
    };
    const size = (target, operators, path) => {
      if (!isObject(operators)) fail(`Expected ${path} to be an Object.`);
      const length = `LENGTH (${target})`;
      const parts = entries(operators).map(([operator, value]) => {
        if (operator === "between") return between(length, value, path);
        if (!Object.hasOwn(COMPARISONS, operator)) fail(`${path} has invalid size operator.`);
        return `${length} ${COMPARISONS[operator]} ${valueOf(value)}`;
      });
      return parts.join(" AND ");
    };
    const required = (value, path) => {
      if (isNothing(value)) fail(`Value for ${path} can't be null.`);
      return value;
    };
    const text = (value, path) => {
      if (typeof required(value, path) !== "string") {
        fail(`${path} expects a string value to be passed.`);
      }
      return value;
    };
    const condition = (name, operator, value) => {
      const target = identifier(name);
      const path = `${name}.${operator}`;
      switch (operator) {
        case "between":
          return between(target, value, path);
        case "size":
          return size(target, value, path);
        case "attributeExists":
          if (typeof required(value, path) !== "boolean") {
            fail(`${path} expects a boolean value to be passed.`);
          }
          return `${target} IS ${value ? "NOT " : ""}NULL`;
        case "contains":
          return `${target} LIKE ${bind(`%${text(value, path)}%`)}`;
        case "beginsWith":
          return `${target} LIKE ${bind(`${text(value, path)}%`)}`;
        // AppSync adds no wildcards here.
        case "notContains":
          return `${target} NOT LIKE ${bind(text(value, path))}`;
        default:
          if (!Object.hasOwn(COMPARISONS, operator)) fail(`Unsupported condition ${path}.`);
          return `${target} ${COMPARISONS[operator]} ${bind(required(value, path))}`;
      }
    };
    const inBrackets = (text) => (text === "" ? "" : `(${text})`);
    // The conditions of an object. Those of a group are in brackets; empty ones leave their joiner.
    const conditions = (where, joiner, wrap) => {
      const parts = [];
      for (const [name, value] of entries(where)) {
        if (name === "and" || name === "or") {
          if (!Array.isArray(value)) fail(`${name} expects conditions to be an array`);
          const inner = ` ${name.toUpperCase()} `;
          const members = value.map((member) => {
            if (!isObject(member) || isTemplate(member)) fail(`Expected ${name} to be an Object.`);
            return conditions(member, inner, inBrackets);
          });
          const group = members.join(inner);
          if (group !== "") parts.push(wrap(group));
        } else {
          if (!isObject(value)) fail("Expected condition to be an Object.");
          const tests = entries(value).map(([operator, operand]) => condition(name, operator, operand));
          parts.push(wrap(tests.join(" AND ")));
        }
      }
      return parts.join(joiner);
    };
    const clause = (keyword, where) => {
      if (isNothing(where)) return "";
      if (!isObject(where)) {
        fail("WHERE values are expected to be SQL templates or a condition object.");
      }
      const tests = isTemplate(where) ? template(where) : conditions(where, " AND ", (test) => test);
      return tests === "" ? "" : `${keyword} ${tests}`;
    };

    const orderBy = (list) => {
      if (isNothing(list)) return "";
      if (!Array.isArray(list)) fail("orderBy expects an array.");
      const parts = list.map((item) => {
        if (!isObject(item)) fail("orderBy item expected to be an object.");
        if (typeof item.column !== "string") fail("orderBy item expected to have property column.");
        const direction = typeof item.dir === "string" ? item.dir.toUpperCase() : "ASC";
        if (direction !== "ASC" && direction !== "DESC") {
          fail(`orderBy dir can have either ASC or DESC found ${item.dir}.`);
        }
        return `${identifier(item.column)} ${direction}`;
      });
      return parts.length === 0 ? "" : `ORDER BY ${parts.join(", ")}`;
    };
    const groupBy = (list) => {
      if (isNothing(list)) return "";
      if (!Array.isArray(list)) fail("groupBy expects an array.");
      const parts = list.map((one) => (typeof one === "number" ? String(one) : column(one)));
      return parts.length === 0 ? "" : `GROUP BY ${parts.join(", ")}`;
    };
    const rows = (keyword, value) => {
      if (isNothing(value)) return "";
      const number = value === "" || typeof value === "object" ? NaN : Number(value);
      if (Number.isNaN(number)) fail(`${keyword.toLowerCase()} expects a number.`);
      return `${keyword} ${bind(number)}`;
    };
    const returning = (list) => {
      if (isNothing(list)) return "";
      const listed = columns(list);
      if (!returns) fail("returning is not supported in MySQL.");
      return `RETURNING ${listed}`;
    };
    const assigned = (values, verb) => {
      if (isNothing(values)) fail(`values are expected to be passed to ${verb}`);
      if (!isObject(values)) fail("Expected values to an Object.");
      return entries(values);
    };

    const clauses = {
      SELECT: (properties) => {
        for (const join of JOINS) {
          if (!isNothing(properties[join])) fail(`${join} cannot be evaluated here`);
        }
        return [
          "SELECT", isNothing(properties.columns) ? "*" : columns(properties.columns),
          `FROM ${source(properties)}`,
          clause("WHERE", properties.where),
          groupBy(properties.groupBy),
          clause("HAVING", properties.having),
          orderBy(properties.orderBy),
          rows("LIMIT", properties.limit),
          rows("OFFSET", properties.offset),
        ];
      },
      INSERT: (properties) => {
        const values = assigned(properties.values, "insert");
        const into = `INSERT INTO ${table(properties)}`;
        const names = values.map(([name]) => identifier(name)).join(", ");
        const bound = values.map(([, value]) => valueOf(value)).join(", ");
        return [into, `(${names}) VALUES (${bound})`, returning(properties.returning)];
      },
      UPDATE: (properties) => {
        const values = assigned(properties.values, "update");
        const set = values.map(([name, value]) => `${identifier(name)} = ${valueOf(value)}`);
        return [
          `UPDATE ${table(properties)}`, "SET", set.join(", "), clause("WHERE", properties.where),
          returning(properties.returning),
        ];
      },
      REMOVE: (properties) => [
        `DELETE FROM ${table(properties)}`, clause("WHERE", properties.where),
        returning(properties.returning),
      ],
    };

    const add = (statement) => {
      if (typeof statement === "string") {
        request.statements.push(statement);
      } else if (isTemplate(statement)) {
        request.statements.push(template(statement));
      } else if (
        isObject(statement) && typeof statement.type === "string" &&
        Object.hasOwn(clauses, statement.type) && isObject(statement.properties)
      ) {
        const parts = clauses[statement.type](statement.properties);
        request.statements.push(parts.filter((part) => part !== "").join(" ").trimEnd());
      } else {
        fail(`Unsupported type is passed as argument to ${name}`);
      }
    };
    return { add, request };
  };

  const create = (name, quote, returns) => (...statements) => {
    if (statements.length === 0) fail(`An argument is expected to be passed to ${name}`);
    const { add, request } = writer(name, quote, returns);
    const [first, second] = statements;
    add(first);
    if (!isNothing(second)) add(second);
    return request;
  };

  return {
    agg,
    createMySQLStatement: create("createMySQLStatement", "`", false),
    createPgStatement: create("createPgStatement", '"', true),
    insert: statementOf("INSERT", "insert"),
    remove: statementOf("REMOVE", "remove"),
    select: statementOf("SELECT", "select"),
    sql,
    toJsonObject: rds.toJsonObject,
    typeHint,
    update: statementOf("UPDATE", "update"),
  };
})
