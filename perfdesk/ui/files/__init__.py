"""What comes in and goes out: libraries, imports, exports, prints, merges, and papers that are checked."""
