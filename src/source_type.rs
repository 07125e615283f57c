//! Who brings a material into being, with the reason.
