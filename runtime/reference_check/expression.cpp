// A parser by recursive descent that evaluates as it reads. Numbers are tensors without dimensions.
#include "expression.h"

#include "reference.h"

#include <cctype>
#include <map>

namespace reference {
namespace {

using clangent::Dims;

template <class T> class Evaluator {
  using Function = Tensor<T> (*)(const Tensor<T> &);
  using Result = Evaluated<T>;

public:
  Evaluator(const std::string &text, const Tensor<T> &x) : text_(text), x_(x) {}

  Result whole() {
    Result result = sum();
    if (peek() != '\0')
      fail("what is left is not understood");
    return result;
  }

private:
  [[noreturn]] void fail(const std::string &why) const {
    throw Mismatch("expression '" + text_ + "', at '" + text_.substr(at_) + "': " + why);
  }

  // Characters and words, blanks left out.
  char peek() {
    while (at_ < text_.size() && text_[at_] == ' ')
      ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool accept(const std::string &token) {
    peek();
    if (text_.compare(at_, token.size(), token) != 0)
      return false;
    at_ += token.size();
    return true;
  }
  void expect(const std::string &token) {
    if (!accept(token))
      fail("'" + token + "' is expected");
  }
  std::string word() {
    peek();
    const std::size_t start = at_;
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_'))
      ++at_;
    if (start == at_)
      fail("a name is expected");
    return text_.substr(start, at_ - start);
  }
  std::int64_t integer() {
    const bool negative = accept("-");
    if (std::isdigit(static_cast<unsigned char>(peek())) == 0)
      fail("an integer is expected");
    std::size_t length = 0;
    const std::int64_t value = std::stoll(text_.substr(at_), &length);
    at_ += length;
    return negative ? -value : value;
  }
  // What stands between parentheses; the first is read already. Tuples and lists count as what is in them.
  Dims integers() {
    Dims values;
    const std::string closing = accept("(") ? "))" : accept("[") ? "])" : ")";
    while (!accept(closing)) {
      values.push_back(integer());
      accept(",");
    }
    return values;
  }

  // From the loosest operators to the tightest.
  Result sum() {
    Result left = product();
    for (;;) {
      if (accept("+"))
        left = {left.value + product().value, "Add"};
      else if (accept("-"))
        left = {left.value - product().value, "Sub"};
      else
        return left;
    }
  }
  Result product() {
    Result left = sign();
    for (;;) {
      if (accept("@"))
        left = matrix_product(left.value, sign().value);
      else if (accept("*"))
        left = {left.value * sign().value, "Mul"};
      else if (accept("/"))
        left = {left.value / sign().value, "Div"};
      else
        return left;
    }
  }
  static Result matrix_product(const Tensor<T> &a, const Tensor<T> &b) {
    const bool vectors = a.rank() == 1 && b.rank() == 1;
    return {matmul(a, b), vectors ? "Dot" : a.rank() == 2 && b.rank() == 2 ? "Mm" : b.rank() == 1 ? "Mv" : "Bmm"};
  }
  Result sign() {
    if (accept("-"))
      return {-sign().value, "Neg"};
    Result base = postfix();
    if (accept("**"))
      return {pow(base.value, sign().value), "Pow"};
    return base;
  }
  Result postfix() {
    Result value = primary();
    for (;;) {
      if (accept("."))
        value = method(value.value);
      else if (accept("["))
        value = subscript(value.value);
      else
        return value;
    }
  }
  Result primary() {
    if (accept("(")) {
      Result inner = sum();
      expect(")");
      return inner;
    }
    if (std::isdigit(static_cast<unsigned char>(peek())) != 0) {
      std::size_t length = 0;
      const double value = std::stod(text_.substr(at_), &length);
      at_ += length;
      return {Tensor<T>::full({}, T(value)), ""};
    }
    const std::string name = word();
    if (name == "x" && x_.defined())
      return {x_, ""};
    if (name == "true" || name == "True" || name == "false" || name == "False")
      return {Tensor<T>::full({}, T(name[0] == 't' || name[0] == 'T')), ""};
    expect("(");
    return call(name);
  }

  // A function of a tensor, or one that makes a tensor.
  Result call(const std::string &name) {
    if (name == "arange" || name == "zeros" || name == "ones") {
      const Dims sizes = integers();
      if (name != "arange")
        return {Tensor<T>::full(sizes, T(name == "ones")), ""};
      if (sizes.empty() || sizes.size() > 3)
        fail("arange has one to three arguments");
      return {clangent::arange(T(sizes.size() > 1 ? sizes[0] : 0), T(sizes[sizes.size() > 1]),
                               T(sizes.size() > 2 ? sizes[2] : 1)),
              ""};
    }
    const Tensor<T> argument = sum().value;
    expect(")");
    return unary(name, argument);
  }

  static std::string node_of(std::string name) {
    name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    return name;
  }

  Result unary(const std::string &name, const Tensor<T> &argument) {
#define CLANGENT_UNARY(name)                                                                                           \
  {                                                                                                                    \
#name, [](const Tensor <T> &v) { return clangent::name(v); }                                                       \
  }
    static const std::map<std::string, Function> functions = {
        CLANGENT_UNARY(exp),  CLANGENT_UNARY(log),     CLANGENT_UNARY(sin),  CLANGENT_UNARY(cos),
        CLANGENT_UNARY(tan),  CLANGENT_UNARY(sqrt),    CLANGENT_UNARY(tanh), CLANGENT_UNARY(sigmoid),
        CLANGENT_UNARY(relu), CLANGENT_UNARY(abs),     CLANGENT_UNARY(neg),  CLANGENT_UNARY(floor),
        CLANGENT_UNARY(ceil), CLANGENT_UNARY(round),   CLANGENT_UNARY(sign), CLANGENT_UNARY(sinh),
        CLANGENT_UNARY(cosh), CLANGENT_UNARY(softplus)};
#undef CLANGENT_UNARY
    const auto found = functions.find(name);
    if (found == functions.end())
      fail("unknown function " + name);
    return {found->second(argument), node_of(name)};
  }

  // A method with its arguments; the value stands before the point.
  Result method(const Tensor<T> &value) {
    const std::string name = word();
    expect("(");
    const Dims arguments = integers();
    const bool none = arguments.empty(), two = arguments.size() == 2, one = arguments.size() == 1;
    if (name == "sum")
      return {clangent::sum(value, arguments), "Sum"};
    if (name == "mean")
      return {clangent::mean(value, arguments), "Mean"};
    if (name == "reshape" || name == "view")
      return {value.reshape(arguments), name == "view" ? "View" : "ReshapeAlias"};
    if (name == "expand")
      return {value.expand(arguments), "Expand"};
    if (name == "permute")
      return {value.permute(arguments), "Permute"};
    if (name == "transpose" && two)
      return {value.transpose(arguments[0], arguments[1]), "Transpose"};
    if (name == "t" && none)
      return {value.t(), "T"};
    if (name == "flatten" && none)
      return {value.flatten(), "View"};
    if (name == "squeeze" && one)
      return {value.squeeze(arguments[0]), "Squeeze"};
    if (name == "unsqueeze" && one)
      return {value.unsqueeze(arguments[0]), "Unsqueeze"};
    if (!none)
      fail("unknown method " + name + " of so many arguments");
    return unary(name, value);
  }

  // Indices and slices, one for each dimension from the first; the bracket is read already.
  Result subscript(Tensor<T> value) {
    std::string node;
    for (std::int64_t dim = 0; !accept("]"); accept(",")) {
      std::int64_t start = 0, end = value.rank() > dim ? value.shape()[dim] : 0, step = 1;
      const bool has_start = peek() != ':';
      if (has_start)
        start = integer();
      if (!accept(":")) {
        value = value.select(dim, start);
        node = "Select";
        continue;
      }
      if (peek() != ']' && peek() != ',' && peek() != ':')
        end = integer();
      if (accept(":"))
        step = integer();
      value = value.slice(dim++, start, end, step);
      node = "Slice";
    }
    return {value, node};
  }

  const std::string &text_;
  const Tensor<T> &x_;
  std::size_t at_ = 0;
};

} // namespace

template <class T> Evaluated<T> evaluate(const std::string &text, const Tensor<T> &x) {
  return Evaluator<T>(text, x).whole();
}
template Evaluated<float> evaluate(const std::string &, const Tensor<float> &);
template Evaluated<double> evaluate(const std::string &, const Tensor<double> &);

} // namespace reference
