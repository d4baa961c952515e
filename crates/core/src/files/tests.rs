//! What holds for every file system.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::*;

const FILES: [(&str, &[u8]); 5] = [
    ("a.graphql", b"type A { a: Int }"),
    ("schema/b.graphql", b"\xef\xbb\xbfb"),
    ("schema/deep/c.graphql", b"c"),
    ("schema/note.txt", b"\xff"),
    ("schema-2/d.graphql", b""),
];

/// Runs a test with a disk, memory, and memory over a disk, each with the same files.
fn each(test: impl Fn(&dyn FileSystem, &Path)) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap();
    let mut memory = Memory::new();
    for (path, contents) in FILES {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, contents).unwrap();
        memory.insert(path, contents);
    }
    test(&Disk, &root);
    test(&memory, &root);
    // One half of the files on the disk, the other in memory.
    let mut half = Memory::new();
    for (path, contents) in FILES.iter().skip(2) {
        std::fs::remove_file(root.join(path)).unwrap();
        half.insert(root.join(path), *contents);
    }
    test(&Overlay::new(half, Arc::new(Disk)), &root);
}

fn names(paths: &[PathBuf], root: &Path) -> Vec<String> {
    let name = |path: &PathBuf| path.strip_prefix(root).unwrap().display().to_string();
    paths.iter().map(name).collect()
}

#[test]
fn files_are_read_up_to_a_size() {
    each(|files, root| {
        let path = root.join("a.graphql");
        assert_eq!(files.read(&path, 17).unwrap(), b"type A { a: Int }", "{files:?}");
        assert_eq!(files.read(&path, 16).unwrap_err().kind(), ErrorKind::FileTooLarge);
        let metadata = files.metadata(&path).unwrap();
        assert_eq!(metadata, Metadata { kind: FileKind::File, bytes: 17 });
        let missing = files.read(&root.join("none"), 9).unwrap_err();
        assert_eq!(missing.kind(), ErrorKind::NotFound);
        assert_eq!(
            files.read(&root.join("schema"), 9).unwrap_err().to_string(),
            "it is not a file"
        );
    });
}

#[test]
fn texts_are_utf_8_without_a_byte_order_mark() {
    each(|files, root| {
        assert_eq!(files.read_text(&root.join("schema/b.graphql"), 9).unwrap(), "b");
        let broken = files.read_text(&root.join("schema/note.txt"), 9).unwrap_err();
        assert_eq!(broken.kind(), ErrorKind::InvalidData);
    });
}

#[test]
fn folders_list_what_is_in_them() {
    each(|files, root| {
        let entries = files.entries(root).unwrap();
        let paths: Vec<PathBuf> = entries.iter().map(|entry| entry.path.clone()).collect();
        assert_eq!(names(&paths, root), ["a.graphql", "schema", "schema-2"], "{files:?}");
        let are_folders: Vec<bool> = entries.iter().map(|entry| entry.is_folder).collect();
        assert_eq!(are_folders, [false, true, true]);
        assert!(
            files.is_folder(&root.join("schema")) && files.is_folder(&root.join("schema/deep"))
        );
        assert!(!files.is_folder(&root.join("a.graphql")) && !files.exists(&root.join("sch")));
        assert!(files.entries(&root.join("a.graphql")).is_err());
        assert!(files.entries(&root.join("none")).is_err());
    });
}

#[test]
fn paths_have_one_absolute_form() {
    each(|files, root| {
        let path = root.join("schema/../schema/./b.graphql");
        assert_eq!(files.canonicalize(&path).unwrap(), root.join("schema/b.graphql"), "{files:?}");
        assert!(files.canonicalize(&root.join("none")).is_err());
    });
}

#[test]
fn globs_match_files() {
    each(|files, root| {
        let matches = |glob: &str| names(&find_matches(files, &root.join(glob)).unwrap(), root);
        assert_eq!(matches("*.graphql"), ["a.graphql"], "{files:?}");
        assert_eq!(matches("schema*/*.graphql"), ["schema/b.graphql", "schema-2/d.graphql"]);
        assert_eq!(matches("schema/**/*.graphql"), ["schema/b.graphql", "schema/deep/c.graphql"]);
        assert_eq!(matches("[a-b].graphql"), ["a.graphql"]);
        assert_eq!(matches("schema/?.graphql"), ["schema/b.graphql"]);
        assert_eq!(matches("none/*.graphql"), [""; 0]);
        let malformed = find_matches(files, &root.join("[a")).unwrap_err();
        assert_eq!(malformed.kind(), ErrorKind::InvalidInput);
    });
}

#[test]
fn memory_hides_what_is_below() {
    let below = Memory::new().with("/a", "old").with("/b", "b");
    let files = Overlay::new(Memory::new().with("/a", "new"), Arc::new(below));
    assert_eq!(files.read(Path::new("/a"), 9).unwrap(), b"new");
    assert_eq!(files.read(Path::new("/b"), 9).unwrap(), b"b");
    assert_eq!(files.entries(Path::new("/")).unwrap().len(), 2);
}

#[test]
fn memory_forgets_files() {
    let mut files = Memory::new().with("a/b", "");
    assert!(files.is_folder(Path::new("a")) && files.is_file(Path::new("./a/../a/b")));
    files.remove("/a/b");
    assert!(!files.exists(Path::new("a")));
}

#[cfg(unix)]
#[test]
fn devices_and_pipes_are_not_read() {
    let zero = Disk.read(Path::new("/dev/zero"), 1_000).unwrap_err();
    assert_eq!(zero.to_string(), "it is not a file");
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    assert_eq!(Disk.read(&pipe, 1_000).unwrap_err().to_string(), "it is not a file");
    assert_eq!(Disk.metadata(&pipe).unwrap().kind, FileKind::Other);
}

#[cfg(target_os = "linux")]
#[test]
fn a_file_that_lies_about_its_size_is_read_no_further() {
    // The system says 0 bytes of it.
    let read = Disk.read(Path::new("/proc/self/smaps"), 100).unwrap_err();
    assert_eq!(read.kind(), ErrorKind::FileTooLarge);
}

#[cfg(unix)]
#[test]
fn a_folder_that_links_to_itself_has_an_end() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.graphql"), "").unwrap();
    std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
    let found = find_matches(&Disk, &folder.path().join("**/*.graphql")).unwrap();
    assert_eq!(found.len(), 1);
}
