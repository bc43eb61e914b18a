//! How commands look at the history, and what gets the rest of one that was cut off.

use clap::{Args, ValueEnum};

use super::{Global, terminal};
use crate::check::{Look, Mode};
use crate::history::Options;

/// The option of commands that check.
#[derive(Debug, Args)]
pub(super) struct Looking {
    /// Hold what records claim against the commits: auto (where there are any), require (all of them), or skip
    #[arg(long, value_name = "MODE", default_value = "auto")]
    history: History,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum History {
    Auto,
    Require,
    Skip,
}

impl Looking {
    /// As asked.
    pub(super) fn look(&self, global: &Global) -> Look {
        let mode = match self.history {
            History::Auto => Mode::Auto,
            History::Require => Mode::Require,
            History::Skip => Mode::Skip,
        };
        Look { mode, ..look(global) }
    }
}

/// As commands look that have no option for it.
pub(super) fn look(global: &Global) -> Look {
    Look {
        mode: Mode::Auto,
        options: Options { cache: terminal::cache_folder(global), ..Options::default() },
        remedy: remedy(),
        is_today: global.as_of.is_none(),
    }
}

/// Services that run checks: a variable that tells one, and what to write there so that it clones everything.
const SERVICES: [(&str, &str); 4] = [
    ("GITHUB_ACTIONS", "set `fetch-depth: 0` under `with:` of actions/checkout"),
    ("GITLAB_CI", "set `GIT_DEPTH: 0` under `variables:` of the job"),
    ("TF_BUILD", "set `fetchDepth: 0` on the `checkout` step"),
    ("BITBUCKET_BUILD_NUMBER", "set `depth: full` under `clone:`"),
];

fn remedy() -> Option<String> {
    let is_here = |(variable, _): &&(&str, &str)| std::env::var_os(variable).is_some();
    SERVICES.iter().find(is_here).map(|(_, remedy)| (*remedy).to_owned())
}
