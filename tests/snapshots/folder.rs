//! A folder of files as they are expected.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use libtest_mimic::Failed;

/// Compares files, by their paths inside of the folder, with what the folder holds; writes them
/// instead if `UPDATE_SNAPSHOTS` is set.
pub fn compare(folder: &Path, files: &BTreeMap<String, String>) -> Result<(), Failed> {
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        return Ok(write(folder, files)?);
    }
    let mut expected = BTreeMap::new();
    read(folder, "", &mut expected)?;
    let mut differences = String::new();
    for path in expected.keys().chain(files.keys().filter(|path| !expected.contains_key(*path))) {
        match (expected.get(path), files.get(path)) {
            (Some(before), Some(now)) if before == now => {}
            (Some(before), Some(now)) => {
                differences += &format!("{path} differs:\n{}", first_difference(before, now));
            }
            (None, _) => differences += &format!("{path} is new\n"),
            (_, None) => differences += &format!("{path} is gone\n"),
        }
    }
    if differences.is_empty() {
        return Ok(());
    }
    let folder = folder.display();
    Err(Failed::from(format!("{folder}: run with UPDATE_SNAPSHOTS=1, and read:\n{differences}")))
}

fn write(folder: &Path, files: &BTreeMap<String, String>) -> std::io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(folder))?;
        fs::write(path, text)?;
    }
    Ok(())
}

fn read(folder: &Path, inside: &str, files: &mut BTreeMap<String, String>) -> Result<(), Failed> {
    if !folder.exists() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let inside = format!("{inside}{name}");
        match path.is_dir() {
            true => read(&path, &format!("{inside}/"), files)?,
            false => _ = files.insert(inside, fs::read_to_string(&path)?.replace("\r\n", "\n")),
        }
    }
    Ok(())
}

fn first_difference(before: &str, now: &str) -> String {
    let same = before.lines().zip(now.lines()).take_while(|(before, now)| before == now).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("(the end)").to_owned();
    format!("  line {}\n  - {}\n  + {}\n", same + 1, line(before), line(now))
}
