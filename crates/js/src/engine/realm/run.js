// Calls handlers with a context.
(function (modules) {
  "use strict";
  const { defineProperty, freeze, hasOwn } = Object;
  const { parse, stringify } = JSON;
  // The module's own view of what it may change.
  let stash;
  let given;
  let args;

  const context = (text) => {
    const parts = parse(text);
    const info = parts.info ?? {};
    // Shown only where they are named.
    for (const name of ["selectionSetList", "selectionSetGraphQL"]) {
      if (hasOwn(info, name)) defineProperty(info, name, { enumerable: false });
    }
    args = parts.arguments ?? {};
    stash = parts.stash ?? {};
    given = stringify(args);
    return freeze({
      arguments: args,
      args,
      identity: parts.identity ?? null,
      source: parts.source ?? null,
      result: parts.result ?? null,
      prev: parts.prev ?? {},
      error: parts.error ?? null,
      info,
      request: parts.request ?? { headers: {} },
      env: parts.env ?? {},
      stash,
    });
  };

  // What a handler returns, as JSON.
  const run = (load, handler, text) => {
    const ctx = context(text);
    const result = load(modules)[handler](ctx);
    return stringify(result) ?? "null";
  };

  // What the handler left behind, as JSON: the stash, and the arguments if it changed them.
  const leave = () => {
    const changed = stringify(args);
    const left = stash;
    const before = given;
    stash = args = given = undefined;
    const state = { stash: left };
    if (changed !== before) state.arguments = parse(changed);
    return stringify(state);
  };

  return { run, leave };
})
