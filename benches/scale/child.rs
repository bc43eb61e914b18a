//! What runs in processes of their own: the two baselines, and the supervisor that says what a process cost.
//!
//! Each timed process has a supervisor of its own, because the operating system counts time and memory for all children
//! of a process together. The supervisor is small, so its memory does not hide that of its child.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use granit_parser::Parser;
use nix::sys::resource::{UsageWho, getrusage};

/// What one process cost.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    /// User and system time.
    pub(crate) cpu: f64,
    /// Time by the clock.
    pub(crate) wall: f64,
    /// Most memory at any time, in KiB.
    pub(crate) memory: u64,
}

/// Runs a command below a supervisor; gives its cost, and the exit code.
pub(crate) fn measure(program: &Path, arguments: &[&str], folder: &Path) -> (Cost, i32) {
    let itself = std::env::current_exe().expect("a running program knows its file");
    let mut command = Command::new(itself);
    command.arg("supervise").arg(program).args(arguments).current_dir(folder);
    let output = command.stderr(Stdio::inherit()).output().expect("the bench can start itself");
    let text = String::from_utf8_lossy(&output.stdout);
    let mut words = text.split_whitespace();
    let mut number = || words.next().and_then(|word| word.parse::<f64>().ok()).expect("four numbers");
    let cost = Cost { cpu: number(), wall: number(), memory: number() as u64 };
    (cost, number() as i32)
}

/// Runs a command to its end and prints: seconds of CPU, seconds by the clock, KiB of memory, exit code.
pub(crate) fn supervise(program: &str, arguments: &[String]) {
    let mut command = Command::new(program);
    command.args(arguments).env_clear().stdin(Stdio::null()).stdout(Stdio::null());
    let began = Instant::now();
    let status = command.status().expect("the program under measurement starts");
    let wall = began.elapsed();
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system counts");
    let time = |value: nix::sys::time::TimeVal| {
        Duration::from_secs(value.tv_sec() as u64) + Duration::from_micros(value.tv_usec() as u64)
    };
    let cpu = time(usage.user_time()) + time(usage.system_time());
    let code = status.code().unwrap_or(-1);
    println!("{} {} {} {code}", cpu.as_secs_f64(), wall.as_secs_f64(), usage.max_rss());
}

/// Walks and reads all files of a folder with one thread and does nothing with them.
pub(crate) fn read(folder: &Path) {
    let mut bytes = 0;
    each_file(folder, |content| bytes += content.len());
    println!("{bytes}");
}

/// Reads all files of a folder and drains the YAML library's events from their text, with one thread.
pub(crate) fn parse(folder: &Path) {
    let mut events = 0;
    each_file(folder, |content| {
        let text = String::from_utf8(content).expect("the bench writes UTF-8");
        for event in Parser::new_from_str(&text) {
            event.expect("the bench writes YAML that is right");
            events += 1;
        }
    });
    println!("{events}");
}

fn each_file(folder: &Path, mut use_it: impl FnMut(Vec<u8>)) {
    // Walked as `isms check` walks.
    let walk = ignore::WalkBuilder::new(folder).follow_links(false).require_git(false).build();
    for entry in walk {
        let path = entry.expect("the bench may read what it wrote").into_path();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            use_it(std::fs::read(&path).expect("the bench may read what it wrote"));
        }
    }
}
