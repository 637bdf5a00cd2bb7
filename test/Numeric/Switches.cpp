// switch: fallthrough, default in any place, exits of every kind, inside loops.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// CHECK-NOT: FAIL
// CHECK: {{^[1-9][0-9]*}} passed, 0 failed
#include "Check.h"

real plain_switch(real x, int n) {
  switch (n) {
  case 0:
    x = x * x;
    break;
  case 1:
    x = std::sin(x);
    break;
  default:
    x = 2 * x;
  }
  return x * x;
}
AT(plain_switch, {0.5, 0}, {0.5, 1}, {0.5, 7});

real fallthrough(real x, int n) {
  real r = 1;
  switch (n) {
  case 4:
    r *= x;
    [[fallthrough]];
  case 3:
    r += x;
    [[fallthrough]];
  case 2:
    r *= r;
    break;
  case 1:
    r -= x;
    [[fallthrough]];
  default:
    r /= 1 + x * x;
  }
  return r;
}
AT(fallthrough, {0.5, 4}, {0.5, 3}, {0.5, 2}, {0.5, 1}, {0.5, 0});

real default_in_the_middle(real x, int n) {
  real r = x;
  switch (n) {
  case 1:
    r += 2;
    [[fallthrough]];
  default:
    r *= x;
    [[fallthrough]];
  case 2:
    r = r * r;
    break;
  case 5:
    r = std::exp(r);
  }
  return r + x;
}
AT(default_in_the_middle, {0.5, 1}, {0.5, 2}, {0.5, 5}, {0.5, -8});

real no_default(real x, int n) {
  switch (n) {
  case 1:
    x *= x;
    break;
  case 2:
    x = 1 / x;
  }
  return 3 * x;
}
AT(no_default, {0.5, 1}, {0.5, 2}, {0.5, 3});

real returns_from_switch(real x, unsigned n) {
  switch (n % 4) {
  case 0:
    return x;
  case 1:
    x += 1;
    if (x > 2)
      return x * x;
  case 2:
    x *= 3;
    break;
  case 3:
    return -x;
  }
  return std::log(x * x);
}
AT(returns_from_switch, {0.5, 0}, {0.5, 1}, {2.5, 1}, {0.5, 2}, {0.5, 3});

real break_under_condition(real x, real y, int n) {
  switch (n) {
  case 0:
    x *= y;
    if (x > 1) {
      y += x;
      break;
    }
    x -= y;
    [[fallthrough]];
  case 1:
    y *= y;
  }
  return x * y;
}
AT(break_under_condition, {2, 3, 0}, {0.25, 3, 0}, {2, 3, 1}, {2, 3, 2});

real several_labels(real x, char c) {
  switch (c) {
  case 'a':
  case 'b':
    return x * x;
  case 'x':
  default:
    return x;
  }
}
AT(several_labels, {2, 97}, {2, 98}, {2, 120}, {2, 48});

real switch_in_loop(real x, int n) {
  real sum = 0;
  for (int i = 0; i < n; ++i) {
    switch (i % 3) {
    case 0:
      sum += x * i;
      break;
    case 1:
      sum *= x;
    case 2:
      sum -= x * x;
    }
    sum = std::tanh(sum);
  }
  return sum;
}
AT(switch_in_loop, {0.5, 7}, {-0.75, 4}, {1, 0});

real continue_in_switch(real x, int n) {
  real sum = x;
  for (int i = 0; i < n; ++i) {
    switch (i & 3) {
    case 1:
      sum *= x;
      continue;
    case 2:
      sum += x * x;
      break;
    case 3:
      if (sum > 1)
        continue;
      sum -= 0.25;
    default:
      sum += 0.5;
    }
    sum = sum * x + i;
  }
  return sum;
}
AT(continue_in_switch, {0.5, 9}, {-0.75, 6}, {0.25, 1});

real return_in_switch_in_loop(real x, int n) {
  real product = 1;
  for (int i = 1; i <= n; ++i) {
    product *= x + i;
    switch (i) {
    case 2:
      if (x > 1)
        return product * product;
      break;
    case 4:
      product = std::sin(product);
      if (product > x)
        return product;
    case 5:
      product += x;
    }
  }
  return product / x;
}
AT(return_in_switch_in_loop, {0.5, 9}, {1.5, 9}, {0.25, 1}, {-0.75, 3}, {-0.5, 5});

real loop_in_switch(real x, int n) {
  real r = x;
  switch (n) {
  case 3:
    for (int i = 0; i < 3; ++i) {
      if (r > 4)
        break;
      r *= r + i;
    }
    break;
  case 2: {
    int i = 0;
    while (i++ < 2)
      r = r * x + 1;
  }
  default:
    r = r / 2;
  }
  return r * x;
}
AT(loop_in_switch, {1.5, 3}, {0.5, 3}, {0.5, 2}, {0.5, 1});

real nested_switches(real x, int n, int m) {
  switch (n) {
  case 0:
    switch (m) {
    case 0:
      x *= x;
      break;
    case 1:
      x += 3;
    default:
      x *= 2;
    }
    x = std::sin(x);
    [[fallthrough]];
  case 1:
    x *= 5;
    break;
  default:
    x -= x * x * x;
  }
  return x;
}
AT(nested_switches, {0.5, 0, 0}, {0.5, 0, 1}, {0.5, 0, 2}, {0.5, 1, 0}, {0.5, 2, 0});

real switch_on_float(real x) {
  real r = x;
  switch (static_cast<int>(x * 4)) {
  case -2:
  case -1:
    r = -x;
    break;
  case 0:
    r = 1;
    break;
  case 1:
    r = x * x;
  case 2:
    r *= x;
  }
  return r * r + x;
}
AT(switch_on_float, {-0.4}, {0.1}, {0.3}, {0.6}, {4});

real unreached_statements(real x, int n) {
  switch (n) {
    x = 100 * x;
  case 1:
    x += 1;
    break;
    x = 0;
  }
  return x * x;
}
AT(unreached_statements, {0.5, 1}, {0.5, 2});
