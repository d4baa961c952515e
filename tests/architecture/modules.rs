//! The modules of a package, and which of them use which: read from the `use` declarations and the paths
//! of its sources. Paths within the arguments of macros are not seen.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{Attribute, Item, ItemMod, ItemUse, UseTree, Visibility};

/// The path of a module or an item from the root of its package.
type ModulePath = Vec<String>;

/// A circle: modules in the same parent module that use each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Circle {
    /// The parent module: `crate`, `crate::value`.
    pub parent: String,
    /// The modules, sorted.
    pub members: Vec<String>,
    /// What ties them: which module uses which item.
    pub ties: Vec<String>,
}

/// The modules of a package.
#[derive(Default)]
struct Modules {
    /// What each module refers to, as it is written.
    uses: BTreeMap<ModulePath, Vec<ModulePath>>,
    /// The items that modules have by `pub use`, and what these are.
    exports: BTreeMap<ModulePath, ModulePath>,
}

/// The circles of the modules in a package's source folder, without its tests.
pub fn circles(source_folder: &Path) -> Vec<Circle> {
    let mut modules = Modules::default();
    modules.read_folder(source_folder, &[]);
    let mut siblings: BTreeMap<ModulePath, Graph> = BTreeMap::new();
    for (user, paths) in &modules.uses {
        for path in paths {
            let Some(used) = modules.absolute(user, path).map(|path| modules.module_of(path))
            else {
                continue;
            };
            let shared = user.iter().zip(&used).take_while(|(a, b)| a == b).count();
            if let (Some(from), Some(to)) = (user.get(shared), used.get(shared)) {
                let tie = format!("{} uses {}", user.join("::"), used.join("::"));
                let graph = siblings.entry(user[..shared].to_vec()).or_default();
                graph.entry(from.clone()).or_default().entry(to.clone()).or_default().insert(tie);
            }
        }
    }
    siblings.iter().flat_map(|(parent, graph)| circles_of(parent, graph)).collect()
}

/// Which module uses which, and what ties them.
type Graph = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

fn circles_of(parent: &ModulePath, graph: &Graph) -> BTreeSet<Circle> {
    let reached: BTreeMap<&String, BTreeSet<&String>> =
        graph.keys().map(|module| (module, reachable(module, graph))).collect();
    let in_circle_with = |module: &String| -> Vec<String> {
        let others = reached[module]
            .iter()
            .filter(|other| reached.get(*other).is_some_and(|back| back.contains(module)));
        others.map(|other| (*other).clone()).collect()
    };
    let groups: BTreeSet<Vec<String>> = graph.keys().map(in_circle_with).collect();
    let circle = |members: Vec<String>| {
        let is_member = |module: &String| members.contains(module);
        let uses = graph.iter().filter(|(from, _)| is_member(from)).flat_map(|(_, uses)| uses);
        let ties = uses.filter(|(to, _)| is_member(to)).flat_map(|(_, ties)| ties.clone());
        let parent = ["crate".to_owned()].iter().chain(parent).cloned().collect::<Vec<_>>();
        Circle { parent: parent.join("::"), ties: ties.collect(), members }
    };
    groups.into_iter().filter(|members| members.len() > 1).map(circle).collect()
}

fn reachable<'a>(start: &str, graph: &'a Graph) -> BTreeSet<&'a String> {
    let mut found = BTreeSet::new();
    let mut next: Vec<&String> = graph[start].keys().collect();
    while let Some(module) = next.pop() {
        if found.insert(module) {
            next.extend(graph.get(module).into_iter().flat_map(BTreeMap::keys));
        }
    }
    found
}

impl Modules {
    fn read_folder(&mut self, folder: &Path, parent: &[String]) {
        for entry in fs::read_dir(folder).expect("a source folder") {
            let path = entry.expect("it can be listed").path();
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let is_root = matches!(stem.as_str(), "mod" | "lib" | "main");
            let module = match is_root {
                true => parent.to_vec(),
                false => [parent, std::slice::from_ref(&stem)].concat(),
            };
            if stem == "tests" {
                continue;
            } else if path.is_dir() {
                self.read_folder(&path, &module);
            } else if path.extension().is_some_and(|end| end == "rs") {
                self.read_file(&path, module);
            }
        }
    }

    fn read_file(&mut self, path: &Path, module: ModulePath) {
        let text = fs::read_to_string(path).expect("a source");
        let file = syn::parse_file(&text).unwrap_or_else(|fault| panic!("{path:?}: {fault}"));
        self.uses.entry(module.clone()).or_default();
        Reader { modules: self, module }.visit_file(&file);
    }

    /// A path as it is written in a module, from the root; none if it leads out of the package.
    fn absolute(&self, module: &[String], path: &[String]) -> Option<ModulePath> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let (_, parent) = module.split_last()?;
                let further = rest.first().is_some_and(|next| next == "super");
                if further { self.absolute(parent, rest) } else { Some([parent, rest].concat()) }
            }
            _ => {
                let child = [module, std::slice::from_ref(first)].concat();
                self.uses.contains_key(&child).then(|| [module, path].concat())
            }
        }
    }

    /// The module that a path leads to, through what modules export again.
    fn module_of(&self, mut path: ModulePath) -> ModulePath {
        // Exports of one another cannot form a circle in a package that compiles.
        for _ in 0..10 {
            let depth = (0..=path.len())
                .rev()
                .find(|depth| self.uses.contains_key(&path[..*depth]))
                .unwrap_or_default();
            let exported = path.get(..=depth).and_then(|item| self.exports.get(item));
            match exported {
                Some(target) => path = [target.as_slice(), &path[depth + 1..]].concat(),
                None => return path[..depth].to_vec(),
            }
        }
        path
    }
}

/// Reads what a module refers to.
struct Reader<'a> {
    modules: &'a mut Modules,
    module: ModulePath,
}

impl Reader<'_> {
    fn refer(&mut self, path: ModulePath) {
        self.modules.uses.entry(self.module.clone()).or_default().push(path);
    }

    fn use_tree(&mut self, tree: &UseTree, before: &[String], is_exported: bool) {
        let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
        match tree {
            UseTree::Path(part) => self.use_tree(&part.tree, &with(&part.ident), is_exported),
            UseTree::Group(group) => {
                group.items.iter().for_each(|item| self.use_tree(item, before, is_exported));
            }
            UseTree::Glob(_) => self.refer(before.to_vec()),
            UseTree::Name(name) if name.ident == "self" => self.refer(before.to_vec()),
            UseTree::Name(name) => self.used(with(&name.ident), &name.ident, is_exported),
            UseTree::Rename(name) => self.used(with(&name.ident), &name.rename, is_exported),
        }
    }

    fn used(&mut self, path: ModulePath, name: &syn::Ident, is_exported: bool) {
        if is_exported {
            let item = [self.module.as_slice(), &[name.to_string()]].concat();
            // Modules that are read later are not known yet; only these lead on without a keyword.
            let target = self.modules.absolute(&self.module, &path);
            let below = || [self.module.as_slice(), &path].concat();
            self.modules.exports.insert(item, target.unwrap_or_else(below));
        }
        self.refer(path);
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(attributes(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if module.content.is_some() {
            self.module.push(module.ident.to_string());
            self.modules.uses.entry(self.module.clone()).or_default();
            visit::visit_item_mod(self, module);
            self.module.pop();
        }
    }

    fn visit_item_use(&mut self, declared: &'ast ItemUse) {
        let is_exported = !matches!(declared.vis, Visibility::Inherited);
        self.use_tree(&declared.tree, &[], is_exported);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() > 1 && path.leading_colon.is_none() {
            self.refer(path.segments.iter().map(|segment| segment.ident.to_string()).collect());
        }
        visit::visit_path(self, path);
    }
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        _ => &[],
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|it| it.is_ident("test"))
    })
}
