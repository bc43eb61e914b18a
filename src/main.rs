//! The `isms` program: arguments in, exit code out.

use std::process::ExitCode;

/// Many small lists that live until the end: mimalloc takes 8 to 13 % less CPU for them than the C library's allocator,
/// which grows the memory of each thread page by page.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    isms::cli::main()
}
