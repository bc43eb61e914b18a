//! A pack as one ZIP archive, and what is in one that somebody hands over.

use std::io::{Cursor, Read, Seek, Write as _};

use sha2::{Digest as _, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::verify::{Contents, Seen};
use super::{MANIFEST, Pack, SUMS, hex};

/// Entries of an archive at most.
const MOST_ENTRIES: usize = 10_000;

/// Bytes that an archive may unpack to.
const MOST_BYTES: u64 = 4 << 30;

/// Bytes of a manifest or a list of sums at most.
pub const MOST_LIST: u64 = 32 << 20;

/// The archive. Its entries are sorted and have the time and rights of no machine, so that the same pack gives the same
/// bytes.
pub fn write(pack: &Pack) -> Result<Vec<u8>, String> {
    let day = pack.as_of.to_string();
    let mut parts = day.split('-').map(|part| part.parse::<u16>().unwrap_or(1));
    let mut part = || parts.next().unwrap_or(1);
    // Archives know the years 1980 to 2107; another one is written as the first.
    let made = DateTime::from_date_and_time(part(), part() as u8, part() as u8, 0, 0, 0).unwrap_or_default();
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(made)
        .unix_permissions(0o644);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let failed = |error: &dyn std::fmt::Display| error.to_string();
    for file in &pack.files {
        archive
            .start_file(format!("{}/{}", pack.name, file.path), options)
            .map_err(|error| failed(&error))?;
        archive.write_all(&file.bytes).map_err(|error| failed(&error))?;
    }
    archive.finish().map(Cursor::into_inner).map_err(|error| failed(&error))
}

/// What is in an archive; a sentence says why one is not looked at. Nothing of it is written anywhere, and no more of it is
/// unpacked than is allowed.
pub fn read(archive: impl Read + Seek) -> Result<Contents, String> {
    let mut archive = ZipArchive::new(archive).map_err(|error| format!("is no ZIP archive: {error}"))?;
    if archive.len() > MOST_ENTRIES {
        return Err(format!("has more than {MOST_ENTRIES} entries"));
    }
    let mut contents = Contents::default();
    let mut left = MOST_BYTES;
    let mut names = Vec::new();
    for at in 0..archive.len() {
        let entry =
            archive.by_index(at).map_err(|error| format!("has an entry that cannot be read: {error}"))?;
        let name =
            entry.name().map_err(|error| format!("has an entry whose name cannot be read: {error}"))?;
        let name = name.into_owned();
        if let Some(why) = strays(&name) {
            return Err(format!("has an entry {name:?}, {why}"));
        }
        if entry.is_symlink() || entry.encrypted() {
            return Err(format!("has an entry {name:?} that is a link or encrypted"));
        }
        if entry.is_dir() {
            continue;
        }
        if names.contains(&name) {
            return Err(format!("has two entries {name:?}"));
        }
        names.push(name.clone());
        contents.files.push(seen(entry, name, &mut left, &mut contents.lists)?);
    }
    contents.below_top()
}

/// Why an entry would be unpacked to another place than a folder of its own.
fn strays(name: &str) -> Option<&'static str> {
    let parts = || name.trim_end_matches('/').split('/');
    if name.starts_with('/')
        || name.contains('\\')
        || name.contains('\0')
        || name.as_bytes().get(1) == Some(&b':')
    {
        return Some("which leads out of the archive");
    }
    parts().any(|part| matches!(part, "" | "." | "..")).then_some("which leads out of the archive")
}

/// Unpacks one entry without keeping it, except for the lists of the pack.
fn seen(
    mut entry: impl Read,
    path: String,
    left: &mut u64,
    lists: &mut Vec<(String, Vec<u8>)>,
) -> Result<Seen, String> {
    let is_list = [MANIFEST, SUMS].iter().any(|list| path == *list || path.ends_with(&format!("/{list}")));
    let (mut digest, mut size, mut kept) = (Sha256::new(), 0_u64, Vec::new());
    let mut piece = vec![0; 64 << 10];
    loop {
        let read = entry
            .read(&mut piece)
            .map_err(|error| format!("has an entry {path:?} that cannot be read: {error}"))?;
        if read == 0 {
            break;
        }
        size += read as u64;
        *left = left.checked_sub(read as u64).ok_or("unpacks to more than 4 GiB")?;
        if is_list && size > MOST_LIST {
            return Err(format!("has an entry {path:?} that is too large"));
        }
        digest.update(&piece[..read]);
        if is_list {
            kept.extend_from_slice(&piece[..read]);
        }
    }
    if is_list {
        lists.push((path.clone(), kept));
    }
    Ok(Seen { path, size, sha256: hex(&digest.finalize()) })
}
