// A class that holds a list of itself has no end of members: it is differentiated as long as nobody looks into the list.
// RUN: %clangent++ %{flags} -fsyntax-only -Xclang -verify -Xclang -verify-ignore-unexpected=note %s
#include <clangent/tensor.h>
#include <clangent/clangent.h>
#include <utility>
#include <vector>

struct Tree {
  clangent::Tensor<double> w;
  std::vector<Tree> kids;
};
// Through other classes.
struct Leaf;
struct Branch {
  std::vector<std::pair<int, std::vector<Leaf>>> leaves;
};
struct Leaf {
  clangent::Tensor<double> w;
  Branch branch;
};

double root(const Tree &t) { return clangent::sum(t.w).item(); }
double children(const Tree &t) {
  double s = 0;
  // expected-error@+1 {{a list of objects of class '::Tree', which has constructors, bases, private members or a list of itself}}
  for (const Tree &kid : t.kids)
    s += clangent::sum(kid.w).item();
  return s;
}
double list(const std::vector<Tree> &all) {
  return clangent::sum(all[0].w).item(); // expected-error {{cannot differentiate a list of objects of class '::Tree'}}
}
double leaves(const Leaf &leaf) {
  // expected-error@+1 {{cannot differentiate a list of objects of class '::Leaf'}}
  return clangent::sum(leaf.branch.leaves[0].second[0].w).item();
}

Tree asked(const Tree &t) { return clangent::gradient<root>(t); }
Tree asked_children(const Tree &t) { return clangent::gradient<children>(t); }
std::vector<Tree> asked_list(const std::vector<Tree> &all) { return clangent::gradient<list>(all); }
Leaf asked_leaves(const Leaf &leaf) { return clangent::gradient<leaves>(leaf); }
