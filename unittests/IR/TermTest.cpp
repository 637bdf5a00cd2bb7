// What terms are called, and that they are compared and edited as trees.
#include "IR/TermText.h"

#include <gtest/gtest.h>

namespace clangent::ir {
namespace {

Term read(const char *text) {
  TextCursor in(text);
  Term term = readTerm(in);
  EXPECT_EQ(in.error(), "") << text;
  EXPECT_EQ(termText(term), text);
  return term;
}

TEST(Term, isCalledAfterWhatItRunsFirst) {
  const char *const names[][2] = {
      {"\"::clangent::matmul<float>\"($0, f($1))", "matmul"},
      {"$0.\"template to<long>\"()", "to"},
      {"cast long($0.size())", "size"},
      {"$0[$1]", "element"},
      {"$0.row.weight", "weight"},
      {"$0.rows[2].weight", "weight"},
      {"$0.at($1).weight", "at"},
      {"new \"std::vector<double>\"($1, $0)", "vector"},
      {"Point{$0, $1}", "Point"},
      {"{$0, $1}", "t"},
      {"($0 \"+\" $1)", "t"},
      {"$0", "t"},
  };
  for (const auto &[text, name] : names)
    EXPECT_EQ(calledName(read(text)), name) << text;
}

TEST(Term, messagesNameTheFunctionThatRuns) {
  const char *const names[][2] = {
      {"::std::log($0)", "std::log"},
      {"*$0.poke($1)", "poke"},
      {"address(::ns::generator())", "ns::generator"},
      {"(*$0 \"<<\" $1)", "operator<<"},
      {"cast void(::remquo($0, $1, $2))", "remquo"},
  };
  for (const auto &[text, name] : names)
    EXPECT_EQ(calledFunction(read(text)), name) << text;
}

TEST(Term, equalsWhatRunsTheSame) {
  const Term term = read("f($0, g($1))");
  EXPECT_EQ(hash(term), hash(read("f($0, g($1))")));
  EXPECT_TRUE(term == read("f($0, g($1))"));
  for (const char *other : {"f($0, g($0))", "f($0, h($1))", "f($0, g(*$1))", "f($0, g($1), $2)", "f($0).g($1)"})
    EXPECT_FALSE(term == read(other)) << other;
}

TEST(Term, getsOtherLeaves) {
  const Term changed = withLeaves(read("f($0, address($1), null)"), [](const Term &leaf) {
    return leaf.number ? Term::object(7) : Term::braces({}, {});
  });
  EXPECT_EQ(termText(changed), "f({}, address(*$7), null)");
}

} // namespace
} // namespace clangent::ir
