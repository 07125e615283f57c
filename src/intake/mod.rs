//! A CSV, TSV or workbook in any usual encoding becomes rows with their place.
