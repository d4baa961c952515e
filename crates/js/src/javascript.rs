//! The parts of JavaScript's global objects and methods that AppSync has.

/// A global object of JavaScript, as far as AppSync has it.
#[derive(Debug)]
pub(crate) struct GlobalObject {
    pub name: &'static str,
    /// Methods that the developer guide lists.
    pub documented: &'static [&'static str],
    /// Methods that it does not list, and that AppSync's linter accepts.
    pub undocumented: &'static [&'static str],
}

/// The global objects with methods.
pub(crate) static GLOBAL_OBJECTS: &[GlobalObject] = &[
    GlobalObject {
        name: "Object",
        documented: &["assign", "entries", "hasOwn", "keys", "values"],
        undocumented: &["fromEntries"],
    },
    GlobalObject { name: "Array", documented: &[], undocumented: &["isArray"] },
    GlobalObject { name: "String", documented: &["raw"], undocumented: &[] },
    GlobalObject {
        name: "Number",
        documented: &["isFinite", "isNaN"],
        undocumented: &["isInteger", "isSafeInteger", "parseFloat", "parseInt"],
    },
    GlobalObject {
        name: "Math",
        documented: &["ceil", "floor", "max", "min", "random", "round"],
        undocumented: &[
            "abs", "cbrt", "exp", "hypot", "log", "log10", "log2", "pow", "sign", "sqrt", "trunc",
        ],
    },
    GlobalObject { name: "JSON", documented: &["parse", "stringify"], undocumented: &[] },
    GlobalObject { name: "console", documented: &["error", "log"], undocumented: &[] },
];

/// The other global names that a module can use.
pub(crate) static GLOBAL_NAMES: &[&str] = &["Boolean", "Infinity", "NaN", "undefined"];

/// Global functions that the developer guide does not list.
pub(crate) static UNDOCUMENTED_GLOBALS: &[&str] = &[
    "decodeURI",
    "decodeURIComponent",
    "encodeURI",
    "encodeURIComponent",
    "isFinite",
    "isNaN",
    "parseFloat",
    "parseInt",
];

/// Array methods that take a callback.
pub(crate) static CALLBACK_METHODS: &[&str] = &[
    "every",
    "filter",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flatMap",
    "forEach",
    "map",
    "reduce",
    "reduceRight",
    "some",
];

/// Methods that no object has.
pub(crate) static MISSING_METHODS: &[&str] = &[
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "apply",
    "bind",
    "call",
    "charCodeAt",
    "codePointAt",
    "copyWithin",
    "entries",
    "hasOwnProperty",
    "isPrototypeOf",
    "keys",
    "localeCompare",
    "match",
    "matchAll",
    "padEnd",
    "padStart",
    "propertyIsEnumerable",
    "repeat",
    "search",
    "toLocaleLowerCase",
    "toLocaleString",
    "toLocaleUpperCase",
    "values",
];

/// Properties that lead to the objects that all modules share.
pub(crate) static INTERNAL_PROPERTIES: &[&str] = &["__proto__", "constructor", "prototype"];
