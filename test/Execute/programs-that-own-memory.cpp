// Programs whose classes own memory by raw pointers: a matrix with the five special members, lists and trees that are
// built, turned round and torn down, a growing buffer.
// RUN: %clangent++ %{flags} -O2 %s -o %t && %t | FileCheck %s
// RUN: %clangent++ %{flags} -O0 -fplugin-arg-clangent-no-inline %s -o %t && %t | FileCheck %s
// CHECK: {{^[1-9][0-9]*}} functions, 0 wrong
#include "Inputs/BothModes.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

// ---- a matrix
class Matrix {
public:
  Matrix(int rows, int cols) : rows(rows), cols(cols), e(new double[rows * cols]()) {}
  Matrix(const Matrix &other) : rows(other.rows), cols(other.cols), e(new double[rows * cols]) {
    std::copy(other.e, other.e + rows * cols, e);
  }
  Matrix(Matrix &&other) noexcept : rows(other.rows), cols(other.cols), e(std::exchange(other.e, nullptr)) {}
  Matrix &operator=(const Matrix &other) {
    if (this != &other) {
      double *const copied = new double[other.rows * other.cols];
      std::copy(other.e, other.e + other.rows * other.cols, copied);
      delete[] e;
      e = copied;
      rows = other.rows;
      cols = other.cols;
    }
    return *this;
  }
  Matrix &operator=(Matrix &&other) noexcept {
    std::swap(e, other.e);
    std::swap(rows, other.rows);
    std::swap(cols, other.cols);
    return *this;
  }
  ~Matrix() { delete[] e; }
  double &operator()(int i, int j) { return e[i * cols + j]; }
  const double &operator()(int i, int j) const { return e[i * cols + j]; }
  friend Matrix operator*(const Matrix &a, const Matrix &b) {
    Matrix c(a.rows, b.cols);
    for (int i = 0; i < a.rows; ++i)
      for (int j = 0; j < b.cols; ++j)
        for (int k = 0; k < a.cols; ++k)
          c(i, j) += a(i, k) * b(k, j);
    return c;
  }
  double trace() const {
    double sum = 0;
    for (int i = 0; i < rows; ++i)
      sum += (*this)(i, i);
    return sum;
  }

private:
  int rows, cols;
  double *e;
};
double of_matrices(double x, double y) {
  Matrix a(2, 2), b(2, 3);
  a(0, 0) = x;
  a(0, 1) = y;
  a(1, 0) = 1;
  a(1, 1) = x * y;
  b(0, 2) = y;
  b(1, 1) = x;
  Matrix c = a;
  for (int i = 0; i < 3; ++i) {
    c = c * a;
    if (i == 1)
      a = c;
  }
  const Matrix d = std::move(c);
  c = d;
  c = c;
  c(0, 0) *= 0.5;
  const Matrix wide = c * b;
  return d.trace() * c.trace() + wide(0, 1) * wide(1, 2);
}

// ---- a list
struct Node {
  double value;
  Node *next;
};
class List {
public:
  List() = default;
  List(const List &) = delete;
  List &operator=(const List &) = delete;
  ~List() {
    while (head)
      pop();
  }
  void push(double value) { head = new Node{value, head}; }
  double pop() {
    Node *const first = head;
    const double value = first->value;
    head = first->next;
    delete first;
    return value;
  }
  void reverse() {
    Node *turned = nullptr;
    while (head) {
      Node *const rest = head->next;
      head->next = turned;
      turned = head;
      head = rest;
    }
    head = turned;
  }
  void insert_sorted(double value) {
    Node **place = &head;
    while (*place && (*place)->value < value)
      place = &(*place)->next;
    *place = new Node{value, *place};
  }
  double folded(double factor) const {
    double sum = 0;
    for (const Node *node = head; node; node = node->next)
      sum = sum * factor + node->value * node->value;
    return sum;
  }
  Node *head = nullptr;
};
double of_list(double x, double y) {
  List list;
  for (int i = 0; i < 6; ++i)
    list.push(x * i + y);
  list.reverse();
  const double first = list.pop();
  list.head->next->value *= first;
  return list.folded(x);
}
double of_sorted_list(double x, double y) {
  List list;
  for (int i = 0; i < 7; ++i)
    list.insert_sorted(std::sin(2.0 * i + x) * y);
  list.pop();
  return list.folded(0.5 * y);
}

// ---- a tree
struct Tree {
  double key, value;
  Tree *left = nullptr, *right = nullptr;
  Tree(double key, double value) : key(key), value(value) {}
  ~Tree() {
    delete left;
    delete right;
  }
};
void insert(Tree *&tree, double key, double value) {
  if (!tree)
    tree = new Tree(key, value);
  else if (key < tree->key)
    insert(tree->left, key, value);
  else
    insert(tree->right, key, value);
}
double walk(const Tree *tree, double carried) {
  if (!tree)
    return carried;
  const double left = walk(tree->left, carried);
  return walk(tree->right, left * 0.6 + tree->key * tree->value);
}
double of_tree(double x, double y) {
  Tree *root = nullptr;
  for (int i = 0; i < 9; ++i)
    insert(root, std::cos(1.7 * i) * x, y + i);
  const double sum = walk(root, 1);
  std::swap(root->left, root->right);
  const double other = walk(root, x);
  delete root;
  return sum * other * 1e-2;
}
// An expression, which owns its operands.
struct Expression {
  char kind;
  double value = 0;
  Expression *a = nullptr, *b = nullptr;
  ~Expression() {
    delete a;
    delete b;
  }
  double evaluate(double x) const {
    switch (kind) {
    case 'x':
      return x;
    case '+':
      return a->evaluate(x) + b->evaluate(x);
    case '*':
      return a->evaluate(x) * b->evaluate(x);
    case 's':
      return std::sin(a->evaluate(x));
    default:
      return value;
    }
  }
};
double of_expression(double x, double y) {
  Expression root{'+', 0, new Expression{'s', 0, new Expression{'*', 0, new Expression{'x'}, new Expression{'c', y}}},
                  new Expression{'*', 0, new Expression{'x'}, new Expression{'x'}}};
  return root.evaluate(x) * root.evaluate(2.0);
}

// ---- a buffer that grows
class Buffer {
public:
  Buffer() = default;
  Buffer(const Buffer &other) = delete;
  ~Buffer() { std::free(data); }
  void push(double value) {
    if (size == room) {
      room = room ? 2 * room : 2;
      double *const larger = static_cast<double *>(std::malloc(room * sizeof(double)));
      for (int i = 0; i < size; ++i)
        larger[i] = data[i];
      std::free(data);
      data = larger;
    }
    data[size++] = value;
  }
  double *begin() { return data; }
  double *end() { return data + size; }

private:
  double *data = nullptr;
  int size = 0, room = 0;
};
double of_buffer(double x, double y) {
  Buffer buffer;
  for (int i = 0; i < 11; ++i)
    buffer.push(i < 2 ? x * (i + 1) : buffer.end()[-1] * 0.5 + buffer.end()[-2] * y * 0.3);
  double sum = 0;
  for (double &e : buffer)
    sum += e * e;
  return sum;
}
double of_copied_memory(double x, double y) {
  const int n = 5;
  double *a = static_cast<double *>(std::calloc(n, sizeof(double))), *b = new double[n];
  a[1] = x;
  a[3] = x * y;
  std::memcpy(b, a, n * sizeof(double));
  b[0] = b[3] * y;
  std::swap(a, b);
  a[1] *= b[1];
  const double sum = a[0] * a[1] + b[3] * a[4] + b[3] * b[1];
  std::free(b);
  delete[] a;
  return sum;
}

// ---- in loops
double across_iterations(double x, double y) {
  double *last = nullptr, sum = 0;
  for (int i = 1; i < 7; ++i) {
    double *now = new double[i];
    for (int k = 0; k < i; ++k)
      now[k] = x * k + (last && k < i - 1 ? last[k] * y : y);
    sum += now[i / 2] * now[i / 2];
    delete[] last;
    last = now;
  }
  delete[] last;
  return sum;
}
double left_by_break(double x, double y) {
  double sum = 0;
  for (int i = 0; i < 10; ++i) {
    Matrix m(2, 2);
    m(0, 0) = x * i;
    m(1, 1) = y;
    if (i == 2)
      continue;
    if (i == 5)
      break;
    sum += (m * m).trace();
  }
  return sum;
}
struct Owner {
  double *p;
  explicit Owner(double v) : p(new double(v)) {}
  Owner(const Owner &other) : p(new double(*other.p)) {}
  Owner &operator=(const Owner &) = delete;
  ~Owner() { delete p; }
};
double exchanged(double x, double y) {
  Owner a(x), b(x * y);
  std::swap(a.p, b.p);
  *a.p *= y;
  Owner c = a, all[2] = {Owner(x), c};
  *c.p += *b.p;
  *all[1].p *= *all[0].p;
  return *a.p * *b.p + *c.p * *all[1].p;
}
// A destructor that writes to what is differentiated.
struct Tally {
  double &total;
  double mine;
  ~Tally() { total = total * 0.5 + mine * mine; }
};
double tallied(double x, double y) {
  double total = y;
  for (int i = 0; i < 4; ++i) {
    Tally first{total, x * i};
    if (i == 1)
      continue;
    Tally second{total, y + i};
    second.mine *= total;
  }
  return total;
}
double rows_of_rows(double x, double y) {
  const int n = 4;
  double **rows = new double *[n];
  for (int i = 0; i < n; ++i) {
    rows[i] = new double[i + 1];
    for (int j = 0; j <= i; ++j)
      rows[i][j] = j == 0 || j == i ? x + 0.1 * i : rows[i - 1][j - 1] * y + rows[i - 1][j];
  }
  std::swap(rows[1], rows[3]);
  const double sum = rows[1][1] * rows[1][2] + rows[3][0] * rows[2][1];
  for (int i = 0; i < n; ++i)
    delete[] rows[i];
  delete[] rows;
  return sum;
}

int main() {
  BOTH_MODES(of_matrices);
  BOTH_MODES(of_list);
  BOTH_MODES(of_sorted_list);
  BOTH_MODES(of_tree);
  BOTH_MODES(of_expression);
  BOTH_MODES(of_buffer);
  BOTH_MODES(of_copied_memory);
  BOTH_MODES(across_iterations);
  BOTH_MODES(left_by_break);
  BOTH_MODES(exchanged);
  BOTH_MODES(tallied);
  BOTH_MODES(rows_of_rows);
  return told();
}
