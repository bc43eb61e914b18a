//! The `isms` program: arguments in, exit code out.

use std::process::ExitCode;

fn main() -> ExitCode {
    isms::cli::main()
}
