// A view is a tensor of its own: writing to one that has no name would be lost, and is refused where it is written.
// RUN: %clangent++ %{flags} -fsyntax-only -ferror-limit=0 -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/clangent.h>
#include <clangent/tensor.h>

using T = clangent::Tensor<double>;

void write(T x, const T &y) {
  x[0] = y;                     // expected-error {{a view is a tensor of its own, so what is written to it would be lost}}
  x[0] = x[1];                  // expected-error {{write x = select_assign(x, values, dim, index)}}
  x[1][1] = 9;                  // expected-error {{would be lost}}
  x[1] = {};                    // expected-error {{would be lost}}
  x.slice(0, 0, 1) = y;         // expected-error {{x = slice_assign(x, values, dim, start, end)}}
  x.t() = y;                    // expected-error {{would be lost}}
  x.reshape({4}).slice(0, 0, 2) = y; // expected-error {{would be lost}}
  clangent::transpose(x, 0, 1) = y;  // expected-error {{would be lost}}
  x[0].set(9.0, 0);             // expected-error 1+ {{would be lost}}
  x[0].set_index({0}, 9.0);     // expected-error {{would be lost}}
  x[0] += y;                    // expected-error 1+ {{would be lost}}
  x[0] -= 1.0;                  // expected-error 1+ {{would be lost}}
  x[0][0] *= 2.0;               // expected-error 1+ {{would be lost}}
  x.slice(0, 0, 1) /= y;        // expected-error 1+ {{would be lost}}
  *x[0].writable() = 9;         // expected-error {{is an rvalue}}
}

double named(const T &x) {
  T row = x[0];
  row = x[1];
  row += x[0];
  row.set(2.0, 0);
  T y = x;
  y = row;
  return clangent::sum(y * y).item();
}
T ask(const T &x) { return clangent::gradient<named>(x); }
