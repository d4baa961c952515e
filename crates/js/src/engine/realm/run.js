// Calls handlers with a context.
(function (modules) {
  "use strict";
  const { defineProperty, freeze, hasOwn } = Object;
  const { parse } = JSON;
  // What the handler may change.
  let stash;
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

  const run = (load, handler, text) => {
    const ctx = context(text);
    return load(modules)[handler](ctx);
  };

  // What the handler left behind.
  const leave = () => {
    const left = [stash, args];
    stash = args = undefined;
    return left;
  };

  return { run, leave };
})
