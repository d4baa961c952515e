//! A module as a function: imports become constants from its argument, exports become its result.
//!
//! Everything else stays at its line and column, for the places of errors.

use std::fmt::Write;

use oxc_ast::ast::{
    Declaration, ExportNamedDeclaration, ImportDeclaration, ImportDeclarationSpecifier,
    ModuleExportName, Program, Statement,
};
use oxc_span::{GetSpan, Span};

use crate::codes;
use crate::library::{self, Namespace};
use crate::parse::{Finding, range};

/// The handlers that AppSync calls.
const HANDLERS: [&str; 2] = ["request", "response"];

/// A module as a function `(imports) => handlers`.
#[derive(Debug)]
#[cfg_attr(not(feature = "engine"), expect(dead_code, reason = "only the engine runs it"))]
pub(crate) struct Linked {
    /// The text of the function.
    pub text: String,
    /// The characters of it before the module's first one. On the first line, columns of the function
    /// are larger by these.
    pub prefix: usize,
}

/// The diagnostics of a module's imports and exports, and the module as a function.
pub(crate) fn link(text: &str, program: &Program<'_>) -> (Vec<Finding>, Option<Linked>) {
    let mut linker = Linker { imports: vec![], exports: vec![], blanks: vec![], findings: vec![] };
    linker.blanks.extend(program.hashbang.as_ref().map(|hashbang| hashbang.span));
    for statement in &program.body {
        linker.statement(statement);
    }
    for handler in HANDLERS {
        if !linker.exports.iter().any(|(exported, _)| exported == handler) {
            let finding = Finding::error(&codes::EXPORTS, format!("missing handler `{handler}`"))
                .at(0..0, format!("no export called `{handler}`"))
                .help(format!("add `export function {handler}(ctx) {{ … }}`"));
            linker.findings.push(finding);
        }
    }
    let function = linker.findings.is_empty().then(|| linker.function(text));
    (linker.findings, function)
}

struct Linker {
    /// Local names, and the expressions of the argument that they are.
    imports: Vec<(String, String)>,
    /// Exported names, and the local names that they are.
    exports: Vec<(String, String)>,
    /// Parts of the text that are left out.
    blanks: Vec<Span>,
    findings: Vec<Finding>,
}

impl Linker {
    fn statement(&mut self, statement: &Statement<'_>) {
        match statement {
            Statement::ImportDeclaration(import) => self.import(import),
            Statement::ExportNamedDeclaration(export) => self.export(export),
            Statement::ExportDefaultDeclaration(export) => {
                let finding = Finding::error(&codes::EXPORTS, "default exports are not supported")
                    .at(range(export.span), "here")
                    .help("export `request` and `response` by their names");
                self.findings.push(finding);
            }
            Statement::ExportAllDeclaration(export) => {
                self.findings.push(re_export(range(export.span)));
            }
            _ => {}
        }
    }

    fn import(&mut self, import: &ImportDeclaration<'_>) {
        self.blanks.push(import.span);
        let name = import.source.value.as_str();
        let Some(module) = library::module(name) else {
            let finding =
                Finding::error(&codes::UNKNOWN_IMPORT, format!("unknown module `{name}`"))
                    .at(range(import.source.span), "AppSync does not have this module");
            self.findings.push(with_help_for_module(finding, name));
            return;
        };
        for specifier in import.specifiers.iter().flatten() {
            self.specifier(specifier, module);
        }
    }

    fn specifier(&mut self, specifier: &ImportDeclarationSpecifier<'_>, module: &Namespace) {
        let object = format!("[{:?}]", module.name);
        match specifier {
            ImportDeclarationSpecifier::ImportSpecifier(specifier) => {
                let imported = specifier.imported.name();
                if module.names().any(|name| name == imported.as_str()) {
                    let local = specifier.local.name.to_string();
                    self.imports.push((local, format!("{object}.{imported}")));
                } else {
                    self.findings.push(unknown_export(module, &imported, specifier.span));
                }
            }
            ImportDeclarationSpecifier::ImportNamespaceSpecifier(specifier) => {
                self.imports.push((specifier.local.name.to_string(), object));
            }
            ImportDeclarationSpecifier::ImportDefaultSpecifier(specifier) => {
                let message = format!("`{}` has no default export", module.name);
                let local = &specifier.local.name;
                let finding = Finding::error(&codes::UNKNOWN_IMPORT, message)
                    .at(range(specifier.span), "here")
                    .help(format!("write `import * as {local} from '{}'`", module.name));
                self.findings.push(finding);
            }
        }
    }

    fn export(&mut self, export: &ExportNamedDeclaration<'_>) {
        if export.source.is_some() {
            self.findings.push(re_export(range(export.span)));
            return;
        }
        match &export.declaration {
            Some(declaration) => {
                self.blanks.push(Span::new(export.span.start, declaration.span().start));
                self.declared(declaration);
            }
            None => self.blanks.push(export.span),
        }
        for specifier in &export.specifiers {
            let local = match &specifier.local {
                ModuleExportName::IdentifierReference(local) => local.name.to_string(),
                other => other.name().to_string(),
            };
            self.exported(specifier.exported.name().to_string(), local, specifier.span);
        }
    }

    /// The names that an exported declaration declares.
    fn declared(&mut self, declaration: &Declaration<'_>) {
        match declaration {
            Declaration::FunctionDeclaration(function) => {
                if let Some(id) = &function.id {
                    self.exported(id.name.to_string(), id.name.to_string(), id.span);
                }
            }
            Declaration::VariableDeclaration(variables) => {
                for declarator in &variables.declarations {
                    for id in declarator.id.get_binding_identifiers() {
                        self.exported(id.name.to_string(), id.name.to_string(), id.span);
                    }
                }
            }
            _ => {}
        }
    }

    /// AppSync calls two exports. Others do no harm: a bundler leaves some.
    fn exported(&mut self, exported: String, local: String, span: Span) {
        if self.exports.iter().any(|(name, _)| *name == exported) {
            let finding = Finding::error(&codes::EXPORTS, format!("duplicate export `{exported}`"))
                .at(range(span), "exported again");
            self.findings.push(finding);
        }
        self.exports.push((exported, local));
    }

    fn function(&self, text: &str) -> Linked {
        let argument = unused_name(text);
        let mut function = format!("(function({argument}){{\"use strict\";");
        for (local, expression) in &self.imports {
            let _ = write!(function, "const {local}={argument}{expression};");
        }
        let prefix = function.chars().count();
        let mut rest = 0;
        for blank in &self.blanks {
            let blank = range(*blank);
            function.push_str(text.get(rest..blank.start).unwrap_or_default());
            let left_out = text.get(blank.clone()).unwrap_or_default();
            function.extend(left_out.chars().map(|c| if is_line_end(c) { c } else { ' ' }));
            rest = blank.end;
        }
        function.push_str(text.get(rest..).unwrap_or_default());
        function.push_str("\n;return{");
        for handler in HANDLERS {
            if let Some((_, local)) = self.exports.iter().find(|(exported, _)| exported == handler)
            {
                let _ = write!(function, "{handler}:{local},");
            }
        }
        function.push_str("};})");
        Linked { text: function, prefix }
    }
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// A name that the text does not hold.
fn unused_name(text: &str) -> String {
    let mut name = String::from("imports");
    while text.contains(&name) {
        name.push('_');
    }
    name
}

fn with_help_for_module(finding: Finding, name: &str) -> Finding {
    if name.starts_with('.') || name.starts_with('/') {
        return finding.help(
            "bundle the file: `esbuild --bundle --format=esm --external:@aws-appsync/utils`",
        );
    }
    finding
        .did_you_mean(name, library::MODULES.iter().map(|module| module.name))
        .or_help("bundle it: `esbuild --bundle --format=esm --external:@aws-appsync/utils`")
}

fn unknown_export(module: &Namespace, name: &str, span: Span) -> Finding {
    Finding::error(&codes::UNKNOWN_IMPORT, format!("`{}` has no export `{name}`", module.name))
        .at(range(span), "does not exist")
        .did_you_mean(name, module.names())
}

fn re_export(place: std::ops::Range<usize>) -> Finding {
    Finding::error(&codes::EXPORTS, "cannot export from another module")
        .at(place, "here")
        .help("declare `request` and `response` in this module")
}
