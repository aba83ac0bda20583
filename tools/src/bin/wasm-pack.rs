//! `wasm-pack`: cargo, wasm-bindgen and wasm-opt in a row.
//!
//! Unlike the original it does not ask the network for a newer version of itself.

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    env_logger::init();
    let cli = wasm_pack::Cli::parse();
    wasm_pack::PBAR.set_log_level(cli.log_level);
    wasm_pack::PBAR.set_quiet(cli.quiet);
    match wasm_pack::command::run_wasm_pack(cli.cmd) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:?}");
            ExitCode::FAILURE
        }
    }
}
