// How the operands of a chain are divided into blocks.
#include <clangent/tensor/blocks.h>

#include <algorithm>

namespace clangent::detail {

BlockDivision::BlockDivision(std::int64_t elements, std::initializer_list<BlockOperand> operands)
    : elements_(elements) {
  try {
    for (const BlockOperand &operand : operands)
      whole_ = broadcast_shapes("elementwise", whole_, *operand.shape);
  } catch (const TensorError &) {
    whole_ = Shape{};
    return; // the operations themselves will tell
  }
  bool is_defined = true;
  for (const BlockOperand &operand : operands) {
    is_flat_ = is_flat_ && is_flat(operand);
    is_defined = is_defined && operand.is_defined;
  }
  divide(is_defined);
}

void BlockDivision::seed(std::initializer_list<BlockOperand> adjoints) {
  const auto all = [&](auto holds) { return std::all_of(adjoints.begin(), adjoints.end(), holds); };
  if (count_ > 1 && is_flat_ && !all([this](const BlockOperand &x) { return is_flat(x); })) {
    is_flat_ = false;
    divide(true);
  }
  if (count_ > 1 && !all([this](const BlockOperand &x) { return !x.is_defined || has_rows(*x.shape); }))
    count_ = 1;
}

void BlockDivision::divide(bool is_defined) {
  const std::int64_t total = count_elements(whole_);
  count_ = 1;
  if (!is_defined || whole_.empty() || total < 2 * elements_)
    return;
  rows_ = is_flat_ ? total : whole_[0];
  // A block has two rows at least, for one row looks like something repeated.
  // The last one has what is left beside its own.
  each_ = std::max<std::int64_t>(2, elements_ / (total / rows_));
  count_ = std::max<std::int64_t>(1, rows_ / each_);
}

// Is x every element of the whole, side by side or one for all, or a single
// number beside it?
bool BlockDivision::is_flat(const BlockOperand &x) const {
  const Shape &shape = *x.shape;
  if (!x.is_defined || shape.empty() || (shape.size() == 1 && shape[0] == 1))
    return true;
  return shape == whole_ && (x.is_contiguous || x.repeats_one);
}

bool BlockDivision::has_rows(const Shape &shape) const {
  return is_flat_ ? shape == whole_ : shape.size() == whole_.size() && shape[0] == rows_;
}

bool BlockDivision::is_of_block(const Shape &part, std::int64_t block) const {
  return part.size() == (is_flat_ ? 1 : whole_.size()) && part[0] == end(block) - begin(block);
}

Shape BlockDivision::whole_shape(const Shape &part) const {
  if (is_flat_)
    return whole_;
  Shape shape = part;
  shape[0] = rows_;
  return shape;
}

} // namespace clangent::detail
