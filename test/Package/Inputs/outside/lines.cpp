double slope() { return 3; }
