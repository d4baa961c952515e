use burgeon_core::Code;

use crate::{
    custom_resolvers, emit, lint, lock_file, output, plan, read, settings_files, validate_api,
};

/// Every kind of diagnostic that is reported outside of directives.
pub fn codes() -> Vec<&'static Code> {
    let mut codes = vec![&burgeon_core::DEFECT, &burgeon_core::api::FIELD_TAKEN];
    codes.extend(lock_file::CODES);
    codes.extend(read::codes());
    codes.extend(custom_resolvers::CODES);
    codes.extend(plan::codes());
    codes.extend(validate_api::CODES);
    codes.extend(lint::CODES);
    codes.extend(emit::infrastructure::codes());
    codes.extend(burgeon_core::settings::codes::ALL);
    codes.extend(burgeon_migrate::CODES);
    codes.extend(settings_files::CODES);
    codes.extend(output::CODES);
    codes
}
