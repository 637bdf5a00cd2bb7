// Its source needs what needs it.
int made();
