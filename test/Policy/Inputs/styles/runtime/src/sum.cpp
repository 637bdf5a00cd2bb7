// Has a comment of another kind.
/// Sums.
int sum();
