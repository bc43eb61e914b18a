//! Real clones: full, cut short, detached, in a work tree of their own, bare, and in a folder of a larger repository.
