// Derivatives by central differences, of functions that also tell what they do: the derivative must tell the same.
#ifndef CLANGENT_TEST_EXECUTE_INPUTS_STORY_H
#define CLANGENT_TEST_EXECUTE_INPUTS_STORY_H

#include "Differences.h"

#include <clangent/clangent.h>

inline int story[4096], length;
inline void tell(int what) {
  story[length] = what;
  ++length;
}

// What the function does besides giving its value, the derivative does too.
template <class F, class G> void check(const char *what, F f, G derivative, double x) {
  length = 0;
  f(x);
  const int expected = length;
  static int told[4096];
  for (int i = 0; i < expected; ++i)
    told[i] = story[i];
  length = 0;
  const double found = derivative(x);
  bool isSame = length == expected;
  for (int i = 0; isSame && i < expected; ++i)
    isSame = told[i] == story[i];
  if (!isSame) {
    std::printf("%s: ", what);
    for (int i = 0; i < length; ++i)
      std::printf("%d ", story[i]);
    std::printf("expected ");
    for (int i = 0; i < expected; ++i)
      std::printf("%d ", told[i]);
    std::printf("\n");
    ++failures;
  }
  check(what, found, difference(f, x));
}

// In both modes, at `x`.
#define CHECK(f)                                                                                                       \
  check(                                                                                                               \
      #f, f, [](double at) { return clangent::gradient<f>(at); }, x);                                                  \
  check(                                                                                                               \
      #f " forwards", f, [](double at) { return clangent::jvp<f>(clangent::dup(at, 1.0)).tangent; }, x)

#endif // CLANGENT_TEST_EXECUTE_INPUTS_STORY_H
