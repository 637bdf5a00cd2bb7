// An operation on memory has derivatives of its own, and its model says what it does to memory; a model of functions alone
// replaces those that it names.
// REQUIRES: default-arguments
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
#include "Inputs/BothModes.h"

#include <clangent/model.h>
#include <clangent/tape.h>

// out[i] += sin(in[i]), and how many of them.
struct CLANGENT_OPERATION Sines {
  static inline int forwards = 0, reverses = 0;
  static void run(double *out, const double *in, int n, int *count) {
    for (int i = 0; i < n; ++i)
      out[i] += std::sin(in[i]);
    *count = n;
  }
  struct Residual {
    double *out_bar, *in_bar, *in;
    int n;
  };
  static void forward(double *out, const double *in, int n, int *count, double *out_bar, double *in_bar,
                      clangent::Tape::Frame &tape, Residual *&residual) {
    double *const kept = tape.array<double>(n);
    for (int i = 0; i < n; ++i)
      kept[i] = in[i];
    residual = tape.make(Residual{out_bar, in_bar, kept, n});
    run(out, in, n, count);
    ++forwards;
  }
  static void reverse(Residual *of) {
    for (int i = 0; of->out_bar && of->in_bar && i < of->n; ++i)
      of->in_bar[i] += of->out_bar[i] * std::cos(of->in[i]);
    ++reverses;
  }
  static void tangent(double *out, const double *in, int n, int *count, double *out_dot, const double *in_dot) {
    for (int i = 0; out_dot && in_dot && i < n; ++i)
      out_dot[i] += std::cos(in[i]) * in_dot[i];
    run(out, in, n, count);
  }
};
template <> struct clangent::model<Sines> {
  static void run(double *out, const double *in, int n, int *count) {
    out[n] += in[n];
    *count = n;
  }
};

// Its `twice` is written in a way that nobody looks into; the other member is.
struct Odd {
  explicit Odd(double number) : number(number) {}
  double twice() const;
  double thrice() const { return 3 * number; }
  double number;
};
__attribute__((noinline)) double Odd::twice() const {
  double result;
  asm("addsd %1, %0" : "=x"(result) : "x"(number), "0"(number));
  return result;
}
template <> struct clangent::model<Odd> {
  double twice() const { return 2 * reinterpret_cast<const Odd &>(*this).number; }
};

double sines(double x, double y) {
  double in[3] = {x, y, x * y}, out[3] = {y, 1, 2};
  int count = 0;
  for (int k = 0; k < 3; ++k) {
    Sines::run(out, in, 3, &count);
    in[k] *= out[k];
  }
  return count * out[0] * out[1] + out[2] * in[2];
}
// Of one operand nothing is asked.
double constants(double x, double y) {
  const double in[2] = {1, 2};
  double out[2] = {x, y}, none[2] = {0, 0};
  int count = 0;
  Sines::run(out, in, 2, &count);
  Sines::run(none, in, 2, &count);
  return out[0] * out[1] + none[1] * y;
}
double odd(double x, double y) {
  const Odd a(x), b(x * y);
  return a.twice() * b.thrice() + b.twice();
}

int main() {
  BOTH_MODES(sines);
  BOTH_MODES(constants);
  BOTH_MODES(odd);
  std::printf("%d\n", Sines::forwards > 0 && Sines::forwards == Sines::reverses);
  // CHECK: 1
  // CHECK: 3 functions, 0 wrong
  return told();
}
