use super::*;

fn build(schema: &str) -> Texts<'static> {
    let manifest = r#"{ "version": 1, "schema": "schema.graphql", "resolvers": {} }"#;
    let files = [
        ("manifest.json", manifest),
        ("resolvers/Query.a.req.vtl", "{}"),
        ("schema.graphql", schema),
    ];
    files.map(|(path, text)| (path.to_owned(), text.to_owned().into())).into()
}

/// Every file of a folder, however deep, with its text.
fn read(folder: &Path) -> Texts<'static> {
    let mut files = Texts::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    let name = path.strip_prefix(folder).unwrap().to_str().unwrap();
                    files
                        .insert(name.replace('\\', "/"), fs::read_to_string(&path).unwrap().into());
                }
            }
        }
    }
    files
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn a_build_replaces_the_former_one_and_leaves_nothing_else() {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("deep/build");
    let mut first = build("one");
    first.insert("stacks/Gone.yaml".to_owned(), "gone".into());
    for files in [first, build("two")] {
        replace(&folder, &files).unwrap();
        assert_eq!(read(&folder), files);
    }
    assert_eq!(names(&around.path().join("deep")), ["build"]);
}

#[test]
fn an_empty_folder_is_filled() {
    let folder = tempfile::tempdir().unwrap();
    replace(folder.path(), &build("one")).unwrap();
    assert_eq!(read(folder.path()), build("one"));
}

#[test]
fn a_failure_in_the_middle_leaves_the_former_build() {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("build");
    replace(&folder, &build("one")).unwrap();
    let mut broken = build("two");
    broken.insert("resolvers/Query.a.req.vtl/x".to_owned(), "no folder".into());
    let error = replace(&folder, &broken).unwrap_err();
    assert!(error.to_string().contains("resolvers/Query.a.req.vtl"), "{error}");
    assert_eq!(read(&folder), build("one"));
    assert_eq!(names(around.path()), ["build"]);
}

#[test]
fn a_foreign_folder_is_refused() {
    for (name, text) in [
        ("notes.txt", "mine"),
        ("manifest.json", r#"{ "name": "a web app", "version": 1 }"#),
        ("manifest.json", "no json"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        let error = replace(folder.path(), &build("one")).unwrap_err();
        assert!(matches!(error, OutputError::ForeignFolder { .. }), "{name}: {error}");
        assert_eq!(names(folder.path()), [name]);
    }
}

#[test]
fn a_file_in_the_way_is_refused() {
    let around = tempfile::tempdir().unwrap();
    let file = around.path().join("build");
    fs::write(&file, "mine").unwrap();
    for folder in [file.clone(), file.join("inner")] {
        replace(&folder, &build("one")).unwrap_err();
    }
    assert_eq!(fs::read_to_string(file).unwrap(), "mine");
}

#[test]
fn a_read_only_folder_is_left_alone() {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("build");
    replace(&folder, &build("one")).unwrap();
    let mut permissions = fs::metadata(&folder).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&folder, permissions.clone()).unwrap();
    replace(&folder, &build("two")).unwrap_err();
    assert_eq!(read(&folder), build("one"));
}

#[test]
fn no_file_is_written_outside_of_the_folder() {
    let around = tempfile::tempdir().unwrap();
    let outside = around.path().join("outside").to_string_lossy().into_owned();
    for path in ["../outside", "a/../../outside", "", outside.as_str()] {
        let files = Texts::from([(path.to_owned(), "text".into())]);
        replace(&around.path().join("build"), &files).unwrap_err();
        assert!(names(around.path()).is_empty(), "{path}");
    }
}

#[test]
fn what_a_killed_run_left_aside_is_removed_and_what_a_living_one_needs_is_not() {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("build");
    let target = Target::new(&folder).unwrap();
    let stale = around.path().join(".build.burgeon-stale");
    fs::create_dir(&stale).unwrap();
    fs::write(stale.join(LOCK), "").unwrap();
    let [hardly_begun, half_removed] =
        ["begun", "removed"].map(|name| around.path().join(format!(".build.burgeon-{name}")));
    fs::create_dir(&hardly_begun).unwrap();
    fs::create_dir_all(half_removed.join(NEW).join("stacks")).unwrap();
    let alive = Aside::create(&target).unwrap();
    replace(&folder, &build("one")).unwrap();
    assert!(!stale.exists() && !hardly_begun.exists() && !half_removed.exists());
    assert!(alive.folder.path().exists());
}

#[test]
fn builds_side_by_side_do_not_disturb_one_another() {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("build");
    let files = build("one");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| (0..50).for_each(|_| replace(&folder, &files).unwrap()));
        }
    });
    assert_eq!(read(&folder), files);
    assert_eq!(names(around.path()), ["build"]);
}

#[test]
fn a_former_build_that_was_moved_away_is_put_back() {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("build");
    let stale = around.path().join(".build.burgeon-stale");
    replace(&stale.join(OLD), &build("one")).unwrap();
    fs::write(stale.join(LOCK), "").unwrap();
    let mut broken = build("two");
    broken.insert("schema.graphql/x".to_owned(), "no folder".into());
    replace(&folder, &broken).unwrap_err();
    assert_eq!(read(&folder), build("one"));
}

#[test]
fn two_steps_do_what_one_does() {
    let around = tempfile::tempdir().unwrap();
    let folder = around.path().join("build");
    replace(&folder, &build("one")).unwrap();
    let target = Target::new(&folder).unwrap();
    let aside = Aside::create(&target).unwrap();
    write_all(&aside.new_build(), &build("two")).unwrap();
    aside.swap_in_two_steps(&target).unwrap();
    assert_eq!(read(&folder), build("two"));
    assert_eq!(names(around.path()), ["build"]);

    // Without a new build the second step fails.
    let aside = Aside::create(&target).unwrap();
    aside.swap_in_two_steps(&target).unwrap_err();
    assert_eq!(read(&folder), build("two"));
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_stays_one() {
    let around = tempfile::tempdir().unwrap();
    let link = around.path().join("link");
    std::os::unix::fs::symlink(around.path().join("build"), &link).unwrap();
    replace(&link, &build("one")).unwrap_err();
    fs::create_dir(around.path().join("build")).unwrap();
    replace(&link, &build("one")).unwrap();
    assert!(link.is_symlink());
    assert_eq!(read(&around.path().join("build")), build("one"));
}
