// Blocks that loops and branches hand on, grow and release, as vectors do and programs do by hand: in both modes, against
// differences, in every shape in which the reverse sweep follows an owner, or cannot.
// RUN: %clangent++ %{flags} -O1 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <cstdlib>
#include <utility>
#include <vector>

// ---- vectors
double in_each_iteration(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 4; ++k) {
    Vector v;
    for (int i = 0; i < 5 + k; ++i)
      v.push_back(x * (i + k) + y);
    for (double e : v)
      sum += e * e * y;
  }
  return sum;
}
double never_read(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 4; ++k) {
    Vector v;
    for (int i = 0; i < 5 + k; ++i)
      v.push_back(std::sin(x * i) * y);
    for (std::size_t i = 0; i < v.size(); ++i)
      sum += (1 + k) * v[i];
  }
  return sum;
}
double of_known_size(double x, double y) {
  double sum = 0;
  for (int k = 1; k < 5; ++k) {
    Vector v(k + 2), w(k + 2, y);
    for (int i = 0; i < k + 2; ++i)
      v[i] = x * i + w[i] * k;
    for (int i = 0; i < k + 2; ++i)
      sum += v[i] * w[k + 1 - i] * v[0];
  }
  return sum;
}
double two_at_once(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    Vector v, w;
    for (int i = 0; i < 9; ++i) {
      v.push_back(x * i - y * k);
      if (i % 3 != k)
        w.push_back(v[i / 2] * y);
    }
    for (std::size_t i = 0; i < w.size(); ++i)
      sum += w[i] * v[i];
  }
  return sum;
}
double in_two_loops(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    Vector v;
    for (int i = 0; i < 3; ++i) {
      for (int j = 0; j < 3; ++j)
        v.push_back(x * (i + j) + y * k);
      sum += v[i] * v.back();
    }
    sum += v[4] * v[8];
  }
  return sum;
}
double twice_in_an_iteration(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    Vector v{x};
    for (int i = 0; i < 6; ++i) {
      v.push_back(v[i] * y);
      v.push_back(v.back() + x);
      v[i] = v[i] * v[i + 1];
    }
    for (double e : v)
      sum += e * e;
  }
  return sum;
}
double taken_off_again(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    Vector stack;
    for (int i = 0; i < 12; ++i) {
      stack.push_back(x * (i + 1) + y);
      if (i % 4 == 3) {
        const double top = stack.back();
        stack.pop_back();
        stack.back() *= top;
      }
    }
    for (double e : stack)
      sum += e * y;
  }
  return sum;
}
double with_an_exit(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 4; ++k) {
    Vector v;
    for (int i = 0; i < 10; ++i) {
      if (i > 4 + k)
        break;
      v.push_back(x * i * i);
      if (v.size() > 3 && v[2] > 2)
        continue;
      v[0] += y;
    }
    int i = 0;
    while (i < static_cast<int>(v.size()) && v[i] < 20)
      sum += v[i++] * v[0] + y;
  }
  return sum;
}
double in_some_iterations(double x, double y) {
  double sum = x;
  Vector v;
  for (int i = 0; i < 9; ++i) {
    if (i % 3 == 0)
      v.push_back(sum * 0.1 + x);
    for (int m = 0; m < 2; ++m)
      if (!v.empty())
        sum += v.back() * v.back() * y;
  }
  return sum;
}
double a_stack_that_is_walked(double x, double y) {
  const int program[] = {0, 1, 2, 0, 3, 1, 2, 0, 0, 3, 2};
  Vector stack;
  double sum = 0;
  for (int round = 0; round < 2; ++round) {
    for (const int code : program) {
      if (code == 0) {
        stack.push_back(x + stack.size());
      } else if (code == 1) {
        stack.push_back(y * (round + 1));
      } else if (stack.size() >= 2) {
        const double right = stack.back();
        stack.pop_back();
        stack.back() = code == 2 ? stack.back() * right : stack.back() - right;
      }
    }
    if (!stack.empty())
      sum += stack.back() * stack[0];
  }
  return sum;
}
double halved_in_another_loop(double x, double y) {
  double sum = 0;
  Vector v{x, y};
  for (int i = 0; i < 4; ++i) {
    for (int j = 0; j <= i; ++j)
      v.push_back(v[j] * y + sum * 0.1);
    for (int j = 0; j < 2; ++j) {
      v.resize(v.size() / 2 + 1);
      sum += v.back() * v[0] * x;
    }
  }
  return sum;
}
double blocks_of_two_loops(double x, double y) {
  std::size_t room = 1, size = 0;
  double *block = new double[room], sum = 0;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 4; ++j) {
      if (size == room) {
        double *larger = new double[2 * room];
        for (std::size_t k = 0; k < size; ++k)
          larger[k] = block[k];
        delete[] block;
        block = larger;
        room *= 2;
      }
      block[size++] = x * j + y * i;
    }
    for (int j = 0; j < 2; ++j) {
      size /= 2;
      sum += block[size] * block[size / 2] * (j + x);
    }
  }
  delete[] block;
  return sum;
}
double while_it_grows(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    Vector v{y};
    double e = x;
    while (v.size() < 9u + k && e < 40) {
      v.push_back(e);
      e += v[v.size() / 2] * x;
    }
    sum += v.back() * v.front() + v[v.size() / 2];
  }
  return sum;
}
double exchanged(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    Vector now{x, y}, next;
    for (int i = 0; i < 4; ++i) {
      next.clear();
      for (double e : now) {
        next.push_back(e * x);
        if (next.size() < 7)
          next.push_back(e + y * k);
      }
      std::swap(now, next);
    }
    for (double e : now)
      sum += e * e;
  }
  return sum;
}
double moved_on(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    Vector kept;
    for (int i = 0; i < 4; ++i) {
      Vector made;
      for (int j = 0; j <= i + k; ++j)
        made.push_back(x * j + (kept.empty() ? y : kept.back()));
      if (i % 2 == k % 2)
        kept = std::move(made);
    }
    for (double e : kept)
      sum += e * y * e;
  }
  return sum;
}
double element_is_remembered(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    Vector v;
    v.reserve(8);
    v.push_back(x);
    double *first = &v[0];
    for (int i = 0; i < 6; ++i) {
      v.push_back(*first * y);
      *first += v.back();
    }
    sum += *first * v[k];
  }
  return sum;
}
struct Particle {
  double at, speed;
  int id;
};
double of_structs(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    std::vector<Particle> all;
    for (int i = 0; i < 6; ++i) {
      all.push_back({x * i, y, i});
      all[i / 2].at += all[i].speed * 0.5;
    }
    for (const Particle &p : all)
      sum += p.at * p.speed * (p.id + 1);
  }
  return sum;
}
double rows_grow(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 2; ++k) {
    std::vector<Vector> rows;
    for (int i = 0; i < 4; ++i) {
      rows.emplace_back();
      for (int j = 0; j <= i; ++j)
        rows.back().push_back(x * (i + j) + y * k);
      rows[i / 2].push_back(rows[i][0] * y);
    }
    for (const Vector &row : rows)
      for (double e : row)
        sum += e * e;
  }
  return sum;
}
double rows_by_number(double x, double y) {
  std::vector<Vector> v(4, Vector(3, y));
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 3; ++j)
      v[i][j] += x * (i + j);
  double sum = 0;
  for (int k = 1; k < 4; ++k)
    for (int j = 0; j < 3; ++j)
      sum += v[k][j] * v[k - 1][j];
  std::swap(v[0], v[3]);
  for (int j = 0; j < 3; ++j)
    sum += v[0][j] * v[3][2 - j];
  v[1] = v[2];
  v[1].push_back(sum * x);
  return sum * v[1][3] + v[1][0] * v[2][0];
}

// ---- by hand
double blocks_by_hand(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    double *block = nullptr;
    int size = 0, room = 0;
    for (int i = 0; i < 7; ++i) {
      if (size == room) {
        room = room ? 2 * room : 1;
        double *larger = new double[room];
        for (int j = 0; j < size; ++j)
          larger[j] = block[j];
        delete[] block;
        block = larger;
      }
      block[size++] = x * i + (size > 1 ? block[size / 2] : y);
    }
    for (int j = 0; j < size; ++j)
      sum += block[j] * block[j];
    delete[] block;
  }
  return sum;
}
double in_either_arm(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 6; ++k) {
    double *p = static_cast<double *>(std::malloc(3 * sizeof(double)));
    for (int i = 0; i < 3; ++i)
      p[i] = x * i + y;
    if (k % 2) {
      sum += p[1] * p[2];
      std::free(p);
    } else {
      double *q = static_cast<double *>(std::malloc((4 + k) * sizeof(double)));
      for (int i = 0; i < 4 + k; ++i)
        q[i] = p[i % 3] * x;
      if (k > 2) {
        std::free(p);
        p = static_cast<double *>(std::malloc(2 * sizeof(double)));
        p[0] = q[0] + y;
        p[1] = q[3];
      }
      sum += p[0] * q[k] + p[1] * q[2];
      std::free(q);
      std::free(p);
    }
  }
  return sum;
}
double perhaps_none(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 6; ++k) {
    double *p = k % 3 ? new double[k] : nullptr;
    for (int i = 0; p && i < k; ++i)
      p[i] = x * i * y;
    sum += p ? p[k - 1] * p[k / 2] : y;
    delete[] p;
  }
  return sum;
}
double handed_to_the_next(double x, double y) {
  double *before = new double[2];
  before[0] = x;
  before[1] = y;
  double sum = 0;
  for (int k = 1; k < 5; ++k) {
    double *now = new double[k + 2];
    for (int i = 0; i < k + 2; ++i)
      now[i] = before[i % (k + 1)] * x + i;
    sum += now[k] * before[0];
    delete[] before;
    before = now;
  }
  sum += before[0] * before[5];
  delete[] before;
  return sum;
}
double of_either(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 4; ++k) {
    double *a = new double[2], *b = new double[3];
    a[0] = x, a[1] = y, b[0] = x * y, b[1] = y + k, b[2] = x;
    double *chosen = x > y ? a : b;
    sum += chosen[0] * chosen[1] + b[2] * a[1];
    delete[] a;
    delete[] b;
  }
  return sum;
}

// ---- what looks like a block that grows
double filled_before_the_copy(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    double *block = new double[2];
    block[0] = x;
    block[1] = y * k;
    for (int i = 2; i < 6; ++i) {
      double *larger = new double[i + 2];
      larger[0] = x * y;
      larger[i] = y;
      sum += larger[0] * larger[i];
      for (int j = 0; j < i; ++j)
        larger[j] = block[j];
      delete[] block;
      block = larger;
      sum += block[0] * block[i];
    }
    delete[] block;
  }
  return sum;
}
double used_behind_the_copy(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    double *block = new double[1];
    block[0] = x;
    for (int i = 1; i < 6; ++i) {
      double *larger = new double[i + 1];
      for (int j = 0; j < i; ++j)
        larger[j] = block[j];
      larger[i] = block[i / 2] * y;
      block[0] = larger[i] * k;
      sum += block[0] * larger[0];
      delete[] block;
      block = larger;
    }
    for (int j = 0; j < 6; ++j)
      sum += block[j] * block[j];
    delete[] block;
  }
  return sum;
}
double changed_by_the_copy(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    double *block = new double[1];
    block[0] = x + k;
    for (int i = 1; i < 5; ++i) {
      double *larger = new double[i + 1];
      for (int j = 0; j < i; ++j)
        larger[j] = k == 1 ? block[i - 1 - j] : block[j] * y;
      larger[i] = y;
      delete[] block;
      block = larger;
    }
    for (int j = 0; j < 5; ++j)
      sum += block[j] * block[4 - j];
    delete[] block;
  }
  return sum;
}
double smaller_again(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    Vector v;
    double *block = new double[8];
    for (int i = 0; i < 8; ++i)
      v.push_back(x * i), block[i] = y * i;
    for (int i = 7; i > 3; --i) {
      sum += v[i] * block[i];
      v.pop_back();
      v.shrink_to_fit();
      v[i - 1] *= y;
      double *smaller = new double[i];
      for (int j = 0; j < i; ++j)
        smaller[j] = block[j];
      delete[] block;
      block = smaller;
      block[i - 1] *= x;
    }
    v.push_back(x);
    sum += v[4] * v[3] + v[2] * block[3];
    delete[] block;
  }
  return sum;
}
double part_is_left(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    double *block = new double[4];
    for (int i = 0; i < 4; ++i)
      block[i] = x * i + y;
    for (int i = 4; i < 7; ++i) {
      sum += block[i - 1] * block[0];
      double *larger = new double[i + 1];
      for (int j = 0; j < i - 1; ++j)
        larger[j] = block[j];
      delete[] block;
      block = larger;
      block[i - 1] = x * y;
      block[i] = block[i - 2] * y;
    }
    sum += block[6] * block[3];
    delete[] block;
  }
  return sum;
}
double zeros_behind_the_copy(double x, double y) {
  static const long wants[] = {2, 4, 3, 7, 8};
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    double *block = nullptr;
    long room = 0;
    for (int n = 0; n < 5; ++n) {
      const long want = wants[n];
      if (want > room) {
        double *larger = new double[want]();
        for (long j = 0; j < room / 2; ++j)
          larger[j] = block[j];
        delete[] block;
        block = larger;
        room = want;
      }
      for (long j = 0; j < room; ++j)
        sum += (block[j] + x) * (y + j);
      for (long j = 0; j < room; ++j)
        if (j % 2 == n % 2) block[j] = x * y * (j + 1 + k);
    }
    for (long j = 0; j < room; ++j)
      sum += block[j] * block[j];
    delete[] block;
  }
  return sum;
}
double zeros_of_calloc(double x, double y) {
  static const long wants[] = {2, 4, 3, 7, 8};
  double sum = 0;
  for (int k = 0; k < 3; ++k) {
    double *block = nullptr;
    long room = 0;
    for (int n = 0; n < 5; ++n) {
      const long want = wants[n];
      if (want > room) {
        double *larger = static_cast<double *>(std::calloc(want, sizeof(double)));
        for (long j = 0; j < room / 2; ++j)
          larger[j] = block[j];
        std::free(block);
        block = larger;
        room = want;
      }
      for (long j = 0; j < room; ++j)
        sum += (block[j] + x) * (y + j);
      for (long j = 0; j < room; ++j)
        if (j % 2 == n % 2) block[j] = x * y * (j + 1 + k);
    }
    for (long j = 0; j < room; ++j)
      sum += block[j] * block[j];
    std::free(block);
  }
  return sum;
}
double room_is_asked_for(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 4; ++k) {
    Vector v;
    std::vector<Particle> all;
    for (int i = 0; i < 6; ++i) {
      v.reserve(static_cast<std::size_t>(i * k));
      all.reserve(static_cast<std::size_t>(3 * i));
      v.push_back(x * i);
      all.push_back({y, v[i / 2], i});
      v.resize(v.size() + 2, y);
    }
    for (std::size_t i = 0; i < v.size(); ++i)
      sum += v[i] * v[i] * all[i % 6].speed;
    if (k == 2)
      continue;
    sum += all[k].at;
  }
  return sum;
}
double released_in_two_places(double x, double y) {
  double sum = 0;
  for (int k = 0; k < 4; ++k) {
    double *block = nullptr;
    for (int i = 0; i < 5; ++i) {
      double *larger = new double[i + 1];
      for (int j = 0; j < i; ++j)
        larger[j] = block[j];
      delete[] block;
      block = larger;
      block[i] = x * i + y;
    }
    if (k % 2) {
      sum += block[3] * block[4];
      delete[] block;
      continue;
    }
    for (int j = 0; j < 5; ++j)
      sum += block[j] * block[1];
    delete[] block;
  }
  return sum;
}
double outlives_the_iteration(double x, double y) {
  double *block = new double[1];
  block[0] = x;
  double sum = 0;
  for (int i = 1; i < 6; ++i) {
    double *larger = new double[2 * i];
    for (int j = 0; j < i; ++j)
      larger[j] = block[j];
    larger[i] = larger[i - 1] * y;
    sum += larger[i] * larger[0];
    delete[] block;
    block = larger;
  }
  sum += block[5] * block[2];
  delete[] block;
  return sum;
}

// ---- behind a call
double in_recursion(double x, double y, int depth) {
  double sum = 0;
  for (int k = 0; k < 2; ++k) {
    Vector v;
    for (int i = 0; i < 3 + depth; ++i)
      v.push_back(x * i + y * k);
    sum += v[1] * v[2] + (depth ? in_recursion(v[depth], sum * 0.1, depth - 1) : x);
  }
  return sum;
}
double recursive(double x, double y) { return in_recursion(x, y, 3); }

int main() {
  BOTH_MODES(in_each_iteration);
  BOTH_MODES(never_read);
  BOTH_MODES(of_known_size);
  BOTH_MODES(two_at_once);
  BOTH_MODES(in_two_loops);
  BOTH_MODES(twice_in_an_iteration);
  BOTH_MODES(taken_off_again);
  BOTH_MODES(with_an_exit);
  BOTH_MODES(in_some_iterations);
  BOTH_MODES(a_stack_that_is_walked);
  BOTH_MODES(halved_in_another_loop);
  BOTH_MODES(blocks_of_two_loops);
  BOTH_MODES(while_it_grows);
  BOTH_MODES(exchanged);
  BOTH_MODES(moved_on);
  BOTH_MODES(element_is_remembered);
  BOTH_MODES(of_structs);
  BOTH_MODES(rows_grow);
  BOTH_MODES(rows_by_number);
  BOTH_MODES(blocks_by_hand);
  BOTH_MODES(in_either_arm);
  BOTH_MODES(perhaps_none);
  BOTH_MODES(handed_to_the_next);
  BOTH_MODES(of_either);
  BOTH_MODES(filled_before_the_copy);
  BOTH_MODES(used_behind_the_copy);
  BOTH_MODES(changed_by_the_copy);
  BOTH_MODES(smaller_again);
  BOTH_MODES(part_is_left);
  BOTH_MODES(zeros_behind_the_copy);
  BOTH_MODES(zeros_of_calloc);
  BOTH_MODES(room_is_asked_for);
  BOTH_MODES(released_in_two_places);
  BOTH_MODES(outlives_the_iteration);
  BOTH_MODES(recursive);
  return told();
}
