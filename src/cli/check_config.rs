//! The table `[check]` of `guiyi.toml`: the options of `guiyi check` by the same names, presets of them,
//! and exceptions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::args::{CheckFormat, CheckLevel};

/// Declares a table with the options that may stand in `[check]` and in a preset.
macro_rules! options {
    ($(#[$meta:meta])* $name:ident { $($(#[$fmeta:meta])* $field:ident: $type:ty,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, Deserialize)]
        #[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
        pub struct $name {
            pub select: Option<Vec<String>>,
            pub ignore: Option<Vec<String>>,
            pub severity: Option<CheckLevel>,
            pub fail_on: Option<CheckLevel>,
            pub baseline: Option<PathBuf>,
            pub catalog: Option<PathBuf>,
            pub dict: Option<Vec<PathBuf>>,
            pub no_builtin: Option<bool>,
            pub format: Option<CheckFormat>,
            pub output: Option<Vec<String>>,
            pub deadline: Option<String>,
            pub quiet: Option<bool>,
            $($(#[$fmeta])* pub $field: $type,)*
        }

        impl $name {
            /// Paths are relative to the file's folder.
            fn settle_options(&mut self, folder: &Path) {
                let paths = self.baseline.iter_mut().chain(&mut self.catalog);
                for path in paths.chain(self.dict.iter_mut().flatten()) {
                    *path = folder.join(&*path);
                }
                for output in self.output.iter_mut().flatten() {
                    *output = super::check_output::below(folder, output);
                }
            }
        }
    };
}

options! {
    /// A named set of options.
    Preset {}
}

options! {
    /// The table itself.
    CheckConfig {
        /// Named sets of options.
        presets: BTreeMap<String, Preset>,
        /// Exceptions.
        suppress: Vec<Spanned<SuppressConfig>>,
    }
}

/// An exception.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SuppressConfig {
    pub rule: Option<String>,
    pub path: Option<String>,
    pub sheet: Option<String>,
    pub column: Option<String>,
    pub row: Option<u32>,
    pub text: Option<String>,
    pub reason: String,
    pub until: Option<String>,
}

impl CheckConfig {
    /// Makes all paths relative to the file's folder.
    pub fn settle(&mut self, folder: &Path) {
        self.settle_options(folder);
        for preset in self.presets.values_mut() {
            preset.settle_options(folder);
        }
    }
}
