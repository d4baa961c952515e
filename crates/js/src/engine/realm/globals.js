// Leaves of JavaScript's objects what AppSync has, and nothing that modules could change for each
// other: one realm runs all of them.
(function (native) {
  "use strict";
  const { apply, ownKeys, getPrototypeOf } = Reflect;
  const {
    assign, defineProperty, entries, freeze, fromEntries, getOwnPropertyDescriptor, hasOwn, isFrozen,
    keys, values,
  } = Object;
  const { isArray } = Array;
  const { parse, stringify } = JSON;
  const own = {
    String, Number, Boolean, Error, SyntaxError, Math, parseFloat, parseInt, isNaN, isFinite,
    decodeURI, decodeURIComponent, encodeURI, encodeURIComponent, raw: String.raw,
  };
  const iterator = getPrototypeOf(getPrototypeOf([][Symbol.iterator]()));
  const prototypes = [
    Object.prototype, Array.prototype, String.prototype, Number.prototype, Boolean.prototype,
    Function.prototype, Error.prototype, TypeError.prototype, RangeError.prototype,
    ReferenceError.prototype, SyntaxError.prototype, EvalError.prototype, URIError.prototype,
    iterator, getPrototypeOf([][Symbol.iterator]()), getPrototypeOf(""[Symbol.iterator]()),
  ];

  // The engine's own loops cannot be interrupted, so what they go through is bounded.
  const MOST_ELEMENTS = 1_000_000;
  const MOST_COMPARISONS = 100_000_000;
  const bounded = (array) => {
    if (array.length > MOST_ELEMENTS) {
      native.limit(`an array has more than ${MOST_ELEMENTS} elements`);
    }
  };
  const searchable = (text, part) => {
    if (part.length > 64 && text.length * part.length > MOST_COMPARISONS) {
      native.limit("a text is searched for a part that is too long");
    }
  };
  // Methods of object literals, unlike functions, have no prototype that modules could change.
  const replaceMethod = (prototype, name, { method }) => {
    defineProperty(prototype, name, {
      value: method, enumerable: false, writable: true, configurable: true,
    });
  };

  for (const name of [
    "every", "fill", "filter", "find", "findIndex", "findLast", "findLastIndex", "forEach",
    "includes", "indexOf", "join", "lastIndexOf", "map", "reduce", "reduceRight", "reverse", "shift",
    "slice", "some", "splice", "unshift",
  ]) {
    const original = Array.prototype[name];
    replaceMethod(Array.prototype, name, {
      method(...given) {
        bounded(this);
        return apply(original, this, given);
      },
    });
  }
  const { concat, map, sort } = Array.prototype;
  replaceMethod(Array.prototype, "concat", {
    method(...given) {
      bounded(this);
      for (const one of given) {
        if (isArray(one)) bounded(one);
      }
      return apply(concat, this, given);
    },
  });
  replaceMethod(Array.prototype, "sort", {
    method() {
      bounded(this);
      return apply(sort, this, []);
    },
  });
  const flatten = (array, depth, out) => {
    bounded(array);
    for (const element of array) {
      if (isArray(element) && depth > 0) {
        flatten(element, depth - 1, out);
      } else {
        out.push(element);
      }
    }
    return out;
  };
  replaceMethod(Array.prototype, "flat", {
    method(depth = 1) {
      return flatten(this, depth, []);
    },
  });
  replaceMethod(Array.prototype, "flatMap", {
    method(callback) {
      bounded(this);
      return flatten(apply(map, this, [callback]), 1, []);
    },
  });

  for (const name of ["endsWith", "includes", "indexOf", "lastIndexOf", "split", "startsWith"]) {
    const original = String.prototype[name];
    replaceMethod(String.prototype, name, {
      method(part, ...given) {
        const text = own.String(this);
        const searched = part === undefined ? part : own.String(part);
        if (searched !== undefined) searchable(text, searched);
        return apply(original, text, [searched, ...given]);
      },
    });
  }
  replaceMethod(String.prototype, "replace", {
    method(pattern, replacement) {
      return native.replace(own.String(this), own.String(pattern), own.String(replacement), false);
    },
  });
  replaceMethod(String.prototype, "replaceAll", {
    method(pattern, replacement) {
      return native.replace(own.String(this), own.String(pattern), own.String(replacement), true);
    },
  });

  const missing = new Map([
    [Object.prototype, [
      "__proto__", "__defineGetter__", "__defineSetter__", "__lookupGetter__", "__lookupSetter__",
      "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toLocaleString",
    ]],
    [Array.prototype, [
      "copyWithin", "entries", "keys", "toLocaleString", "values", "toReversed", "toSorted",
      "toSpliced", "with",
    ]],
    [String.prototype, [
      "anchor", "big", "blink", "bold", "charCodeAt", "codePointAt", "fixed", "fontcolor", "fontsize",
      "isWellFormed", "italics", "link", "localeCompare", "match", "matchAll", "normalize", "padEnd",
      "padStart", "repeat", "search", "small", "strike", "sub", "sup", "toLocaleLowerCase",
      "toLocaleUpperCase", "toWellFormed",
    ]],
    [Function.prototype, ["apply", "bind", "call"]],
    [Number.prototype, ["toLocaleString"]],
  ]);
  for (const prototype of prototypes) {
    delete prototype.constructor;
    for (const name of missing.get(prototype) ?? []) delete prototype[name];
    for (const key of ownKeys(prototype)) {
      const method = getOwnPropertyDescriptor(prototype, key);
      if (typeof method.value === "function") freeze(method.value);
    }
  }
  // An array is printed by `join`, and the engine keeps what it does itself.
  freeze(iterator);

  const math = {};
  for (const name of ownKeys(own.Math)) {
    if (typeof name === "string") math[name] = own.Math[name];
  }
  math.random = () => native.util.math.randomDouble();

  const number = (value = 0) => own.Number(value);
  for (const name of [
    "isFinite", "isInteger", "isNaN", "isSafeInteger", "EPSILON", "MAX_SAFE_INTEGER", "MAX_VALUE",
    "MIN_SAFE_INTEGER", "MIN_VALUE", "NEGATIVE_INFINITY", "POSITIVE_INFINITY", "parseFloat",
    "parseInt",
  ]) {
    number[name] = own.Number[name];
  }
  const string = (value = "") => own.String(value);
  string.raw = own.raw;

  const json = {
    // AppSync's `JSON.parse` answers an empty text for what is not JSON.
    parse: (text) => {
      try {
        return parse(text);
      } catch (error) {
        if (error instanceof own.SyntaxError) return "";
        throw error;
      }
    },
    stringify: (value, _, indent) => {
      native.weigh(value);
      return stringify(value, null, indent);
    },
  };
  const print = (level) => (...given) => {
    native.log(level, new own.Error().stack, given);
  };

  const globals = {
    Object: { assign, entries, fromEntries, hasOwn, keys, values },
    Array: { isArray },
    String: string,
    Number: number,
    Boolean: (value) => own.Boolean(value),
    Math: math,
    JSON: json,
    console: { log: print("INFO"), error: print("ERROR") },
    util: native.util,
    extensions: native.extensions,
    runtime: { earlyReturn: native.earlyReturn },
    decodeURI: own.decodeURI,
    decodeURIComponent: own.decodeURIComponent,
    encodeURI: own.encodeURI,
    encodeURIComponent: own.encodeURIComponent,
    isFinite: own.isFinite,
    isNaN: own.isNaN,
    parseFloat: own.parseFloat,
    parseInt: own.parseInt,
  };
  const deepFreeze = (value) => {
    const isShared = (typeof value === "object" && value !== null) || typeof value === "function";
    if (isShared && !isFrozen(value)) {
      freeze(value);
      for (const key of ownKeys(value)) deepFreeze(value[key]);
    }
  };
  deepFreeze(globals);

  const realm = globalThis;
  for (const key of ownKeys(realm)) {
    if (getOwnPropertyDescriptor(realm, key).configurable) delete realm[key];
  }
  for (const name of keys(globals)) {
    defineProperty(realm, name, {
      value: globals[name], enumerable: false, writable: false, configurable: false,
    });
  }
  return deepFreeze;
})
