//! One declaration gives a line's fields, its columns and its table, so that a header and the
//! cell under it cannot drift apart.

/// Declares a line, its columns and its table. A field is `text` (borrowed or owned; an empty one
/// is a blank cell) or `count`; `= header, width` follows, and for a drop-down `[choices, hint]`.
macro_rules! line {
    (
        $(#[$meta:meta])*
        $line:ident, $columns:ident, $table:ident, $stem:literal, $title:literal {
            $($(#[$fmeta:meta])* $field:ident: $kind:ident = $header:literal, $width:literal
                $([$choices:expr, $hint:literal])?;)+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $line<'a> {
            $($(#[$fmeta])* pub $field: line!(@type $kind, 'a),)+
        }

        #[doc = concat!("The columns of `", $stem, ".csv`, left to right.")]
        pub const $columns: &[$crate::output::table::Column] = &[
            $($crate::output::table::Column {
                header: $header,
                width: $width,
                count: line!(@is_count $kind),
                choices: line!(@or_else { $($choices)? } { &[] }),
                hint: line!(@or_else { $($hint)? } { "" }),
            },)+
        ];

        #[doc = concat!("The table `", $stem, "`, over a function that gives its lines.")]
        pub struct $table<F>(F);

        impl<F> $table<F>
        where
            F: Fn(
                &mut dyn FnMut($line<'_>) -> Result<(), $crate::output::OutputError>,
            ) -> Result<(), $crate::output::OutputError>,
        {
            /// A table of the lines that `source` hands to its argument, the same each time it is called.
            pub fn new(source: F) -> Self {
                Self(source)
            }
        }

        impl<F> $crate::output::table::Table for $table<F>
        where
            F: Fn(
                &mut dyn FnMut($line<'_>) -> Result<(), $crate::output::OutputError>,
            ) -> Result<(), $crate::output::OutputError>,
        {
            fn stem(&self) -> &str {
                $stem
            }

            fn title(&self) -> &str {
                $title
            }

            fn columns(&self) -> &[$crate::output::table::Column] {
                $columns
            }

            fn rows(
                &self,
                each: &mut $crate::output::table::Each<'_>,
            ) -> Result<(), $crate::output::OutputError> {
                (self.0)(&mut |line| each(&[$(line!(@cell $kind, line.$field)),+]))
            }
        }
    };
    (@type text, $a:lifetime) => { std::borrow::Cow<$a, str> };
    (@type count, $a:lifetime) => { u64 };
    (@is_count text) => { false };
    (@is_count count) => { true };
    (@or_else { $given:expr } { $default:expr }) => { $given };
    (@or_else { } { $default:expr }) => { $default };
    (@cell text, $value:expr) => {
        match $value {
            text if text.is_empty() => $crate::output::table::Cell::Blank,
            text => $crate::output::table::Cell::Text(text),
        }
    };
    (@cell count, $value:expr) => { $crate::output::table::Cell::Count($value) };
}

pub(super) use line;
