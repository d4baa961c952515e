//! Base64 and digests.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value as Json;
use sha2::Digest;

use super::CallError;
use super::text::string;

/// The longest text that is encoded or decoded, in characters.
const LENGTH: usize = 10_000;

fn short(text: &str) -> Result<&str, CallError> {
    if text.chars().count() > LENGTH {
        return Err(CallError::Failed(format!("the text has more than {LENGTH} characters")));
    }
    Ok(text)
}

pub(super) fn base64(text: &Json) -> Result<Json, CallError> {
    Ok(STANDARD.encode(short(string(text, "the argument")?)?).into())
}

pub(super) fn from_base64(text: &Json) -> Result<Json, CallError> {
    let failed = || CallError::Failed("the argument is not Base64 of a text".into());
    let bytes = STANDARD.decode(short(string(text, "the argument")?)?).map_err(|_| failed())?;
    Ok(String::from_utf8(bytes).map_err(|_| failed())?.into())
}

pub(super) fn hash(data: &Json, algorithm: &Json) -> Result<Json, CallError> {
    let data = match data {
        Json::String(text) => text.clone(),
        other => other.to_string(),
    };
    digest(short(&data)?, string(algorithm, "the algorithm")?).map(Json::from).ok_or_else(|| {
        CallError::Failed(
            "the algorithm is not one of `MD5`, `SHA-1`, `SHA-256`, `SHA-384` and `SHA-512`".into(),
        )
    })
}

/// The digest of a text in hexadecimal; `None` for an unknown algorithm.
pub(crate) fn digest(text: &str, algorithm: &str) -> Option<String> {
    let bytes = match algorithm {
        "MD5" => md5::Md5::digest(text).to_vec(),
        "SHA-1" => sha1::Sha1::digest(text).to_vec(),
        "SHA-256" => sha2::Sha256::digest(text).to_vec(),
        "SHA-384" => sha2::Sha384::digest(text).to_vec(),
        "SHA-512" => sha2::Sha512::digest(text).to_vec(),
        _ => return None,
    };
    Some(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
