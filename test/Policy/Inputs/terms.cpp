void lower(Builder &b, ValueId v, const std::string &name) { // as in "f($0)"
  b.rule(RuleId(), "::clangent::tanh($0)", {v});
  b.rule(RuleId(), "::clangent::tanh(" + name + ")", {v});
  b.rule(RuleId(), Term::call("::clangent::tanh", {Term::operand(0)}), {v});
  b.rule(RuleId(), Term::name(name + "{}"), {v});
  refuse("'f' (of class C)");
}
