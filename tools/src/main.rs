//! `wasm-glue <target> <module> <folder>`: makes `<name>_bg.wasm` of what rustc compiled, and the
//! JavaScript that speaks with it, by wasm-bindgen.

use std::process::ExitCode;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [target, module, folder] = arguments.as_slice() else {
        eprintln!("wasm-glue <web|bundler> <module> <folder>");
        return ExitCode::FAILURE;
    };
    let mut bindgen = Bindgen::new();
    let aimed = match target.as_str() {
        // With what instantiates a module, wherever it comes from.
        "web" => bindgen.web(true),
        // Functions alone: who imports them instantiates the module, and tells them its exports.
        _ => bindgen.bundler(true),
    };
    match aimed.and_then(|bindgen| bindgen.typescript(true).input_path(module).generate(folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:?}");
            ExitCode::FAILURE
        }
    }
}
