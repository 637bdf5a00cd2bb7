// Checks that are counted, for `N passed, M failed` in the last line.
#ifndef CLANGENT_TEST_EXECUTE_INPUTS_COUNTED_H
#define CLANGENT_TEST_EXECUTE_INPUTS_COUNTED_H

#include <cmath>
#include <cstdio>

inline int passed, failed;

inline void is(const char *what, double got, double want) {
  const bool ok = std::fabs(got - want) <= 1e-12 * std::fabs(want);
  ++(ok ? passed : failed);
  if (!ok)
    std::printf("FAIL %s: %.12g, not %.12g\n", what, got, want);
}

#endif // CLANGENT_TEST_EXECUTE_INPUTS_COUNTED_H
