// What is written to a view of a constant, or of a tensor that nobody holds, would be lost, and is refused where it is
// written; so are functions that take or give views to be written to, where their derivative is asked for.
// RUN: %clangent++ %{flags} -fsyntax-only -ferror-limit=0 -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
// RUN: %clangent++ %{flags} -fsyntax-only -ferror-limit=0 -DDERIVED -Xclang -verify=derived \
// RUN:   -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <clangent/tensor.h>

using T = clangent::Tensor<double>;

#ifndef DERIVED
T made();
struct Held {
  T w;
  T get() const { return w; }
};
void write(const T &x, const T &y, const Held &held) {
  x[0] = y;                     // expected-error {{this is no part of a variable, so what is written to it would be lost}}
  x[1][1] = 9;                  // expected-error {{would be lost}}
  x.slice(0, 0, 1) += y;        // expected-error 1+ {{would be lost}}
  x.t() = y;                    // expected-error {{as in x[0] = y}}
  made()[0] = y;                // expected-error {{would be lost}}
  made() = y;                   // expected-error {{would be lost}}
  (y + y)[0] -= 1.0;            // expected-error 1+ {{would be lost}}
  held.w[0] = y;                // expected-error {{would be lost}}
  held.get()[0] *= y;           // expected-error 1+ {{would be lost}}
  T z = y;
  clangent::transpose(z, 0, 1) = y; // expected-error {{would be lost}}
  z.copy()[0] = y;              // expected-error {{would be lost}}
  z[0].set(9.0, 0);             // expected-error 1+ {{x.set(number, indices...)}}
  z[0].set_index({0}, 9.0);     // expected-error {{would be lost}}
  *z[0].writable() = 9;         // expected-error {{is an rvalue}}
  clangent::split(z, 1)[0][0] = y;  // expected-error {{would be lost}}
  clangent::chunk(z, 2)[1] = y;     // expected-error {{no viable overloaded '='}}
  clangent::chunk(z, 2)[1] += y;    // expected-error {{no viable overloaded '+='}}
  auto parts = clangent::split(z, 1);
  parts[0][0] = y;
  z[0] = clangent::zeros<float>({3}); // expected-error 1+ {{a tensor is assigned to one of another element type; convert it first, as in x = y.to<float>()}}
  z[0][1] = clangent::zeros<float>({3})[1]; // expected-error 1+ {{another element type}}
  z = clangent::zeros<float>({3, 3}); // expected-error 1+ {{another element type}}
  clangent::Tensor<float> narrow = clangent::zeros<float>({3, 3});
  narrow[0] = z[0];             // expected-error 1+ {{another element type}}
  auto named = narrow[0];
  named = z[1];                 // expected-error 1+ {{another element type}}
  z[1] = narrow[1].to<double>();
  z[1] += narrow[1];
  z[0] = z[1];
  z[0][1] = 2;
  auto row = z[0];
  row = y;
  row.set(2.0, 0);
}
#else
auto first(T &x) { return x[0]; }
double of_a_call(T x) {
  first(x) = x[1] * 2;          // derived-error {{cannot differentiate an assignment to a part of a tensor that is not named by where it is taken}}
  return clangent::sum(x).item();
}
double of_a_choice(T x, T y) {
  (x.numel() > 3 ? x[0] : y[0]) = x[1]; // derived-error {{cannot differentiate an assignment to a part}}
  return clangent::sum(x * y).item();
}
void scale(clangent::TensorView<double> &&part) {
  std::move(part) *= 2;         // derived-error {{cannot differentiate an assignment to a part}}
}
double handed_over(T x) {
  scale(x[0]);
  return clangent::sum(x).item();
}
double moved(T x) {
  auto row = x[0];
  std::move(row) = x[1];        // derived-error {{cannot differentiate an assignment to a part}}
  std::move(row) += x[1];       // derived-error {{cannot differentiate an assignment to a part}}
  return clangent::sum(x).item();
}
CLANGENT_INACTIVE void fill(clangent::TensorView<double> &&part) { std::move(part) = 1.0; }
double filled(T x) {
  fill(x[0]);                   // derived-error {{cannot differentiate}}
  return clangent::sum(x).item();
}
double read(T x) {
  const T row = first(x);
  auto other = x.numel() > 3 ? x[0] : row;
  other = x[0];
  other[0] = row[1];
  return clangent::sum(row * other * (x.numel() > 3 ? x[0] : x[1])).item();
}
T slopes(const T &x) {
  return clangent::gradient<of_a_call>(x) + std::get<0>(clangent::gradient<of_a_choice>(x, x)) +
         clangent::gradient<handed_over>(x) + clangent::gradient<moved>(x) + clangent::gradient<filled>(x) +
         clangent::gradient<read>(x);
}
#endif
