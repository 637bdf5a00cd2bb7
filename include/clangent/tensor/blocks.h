// Chains of elementwise operations, computed in blocks of their elements: what a
// chain makes on the way stays in the processor's cache instead of passing
// through memory. Generated code reads
//
//   const Blocks blocks = Blocks::of(x, w).seeded(y_bar);
//   for (long block = 0; block < blocks.count(); ++block) {
//     const auto x_part = blocks.part(x, block);
//     ...                                  // the operations, on parts
//     blocks.put(z, block, z_part);        // a result
//     blocks.reduce(t, block, t_part, ..); // a result of which only the sum is asked
//     blocks.sum(w_bar, block, w_part);    // an adjoint
//   }
//
// Where the operands cannot be taken apart alike there is one block, and it is
// everything.
#ifndef CLANGENT_TENSOR_BLOCKS_H
#define CLANGENT_TENSOR_BLOCKS_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/adjoint.h>
#include <clangent/tensor/block_total.h>

/// The length of a block: a dozen arrays of a chain fit the second cache and
/// nearly the first, and a loop over one of them takes longer than making it.
#ifndef CLANGENT_BLOCK_ELEMENTS
#define CLANGENT_BLOCK_ELEMENTS 2048
#endif

namespace clangent {

/// The shape of what elementwise operations make of these operands.
template <class... T> Shape joint_shape(const Tensor<T> &...operands) {
  Shape shape;
  ((shape = broadcast_shapes("elementwise", shape, operands.shape())), ...);
  return shape;
}

/// The blocks of a chain, with about so many elements.
template <std::int64_t elements> class BlocksOfLength {
public:
  /// The blocks of what elementwise operations make of these operands: runs of
  /// elements if all have one shape, runs of rows otherwise. An operand that is
  /// repeated along the rows belongs to every block.
  template <class... T> static BlocksOfLength of(const Tensor<T> &...operands) {
    BlocksOfLength blocks;
    try {
      blocks.whole_ = joint_shape(operands...);
    } catch (const TensorError &) {
      return blocks; // the operations themselves will tell
    }
    blocks.is_flat_ = (blocks.is_flat(operands) && ...);
    blocks.divide((operands.defined() && ...));
    return blocks;
  }
  /// The same for a chain that also reads adjoints from elsewhere. They need not
  /// lie as the operands do, and one of something repeated along the rows must not
  /// count once for every block.
  template <class... T> BlocksOfLength seeded(const Tensor<T> &...adjoints) const {
    BlocksOfLength blocks = *this;
    if (count_ > 1 && is_flat_ && !(is_flat(adjoints) && ...)) {
      blocks.is_flat_ = false;
      blocks.divide(true);
    }
    if (blocks.count_ > 1 && !((!adjoints.defined() || blocks.has_rows(adjoints)) && ...))
      blocks.count_ = 1;
    return blocks;
  }

  std::int64_t count() const { return count_; }

  /// The block of an operand.
  template <class T> Tensor<T> part(const Tensor<T> &x, std::int64_t block) const {
    if (count_ == 1 || !x.defined() || !has_rows(x))
      return x;
    const std::int64_t n = end(block) - begin(block);
    if (is_flat_)
      return detail::repeats_one(x) ? x.view_as({n}, {0}, 0) : x.view_as({n}, {1}, begin(block));
    Shape shape = x.shape();
    shape[0] = n;
    return x.view_as(shape, x.strides(), begin(block) * x.strides()[0]);
  }

  /// Puts the block of a result where it belongs; the first one makes the rest.
  template <class T> void put(Tensor<T> &whole, std::int64_t block, const Tensor<T> &part) const {
    if (count_ == 1 || !part.defined() || !is_of_block(part, block))
      whole = part;
    else
      write(whole, block, part);
  }
  /// Takes the block of a result that will be reduced over `dims`. It is not kept
  /// if they are all of them and the sum of the blocks has the bits of the whole's.
  template <class T>
  void reduce(BlockTotal<Tensor<T>> &total, std::int64_t block, const Tensor<T> &part, const Dims &dims, bool) const {
    const bool sums = block > 0 ? total.is_summed()
                                : count_ > 1 && dims.empty() && part.defined() && is_of_block(part, block) &&
                                      offset_of(part, 1) % BlockTotal<Tensor<T>>::Sum::stretch == 0;
    if (sums)
      total.add(whole_shape(part), part);
    else
      put(total.whole(), block, part);
  }
  /// Adds the block of an adjoint to one that has nothing in it before the first
  /// block.
  template <class T> void sum(Tensor<T> &bar, std::int64_t block, const Tensor<T> &part) const {
    if (count_ > 1 && part.defined() && is_of_block(part, block))
      write(bar, block, part);
    else
      BarReference<T>(bar).add(part);
  }
  /// Adds the block of an adjoint to one that may have something in it.
  template <class T> void add(Tensor<T> &bar, std::int64_t block, const Tensor<T> &part) const {
    if (!part.defined())
      return;
    if (count_ == 1 || !is_of_block(part, block))
      return BarReference<T>(bar).add(part);
    if (!bar.defined())
      bar = Tensor<T>::zeros(whole_shape(part));
    const auto sum = [](T a, T b) { return a + b; };
    T *const to = bar.writable() + offset_of(part, block);
    if (part.is_contiguous())
      detail::update_run(sum, to, part.numel(), part.data());
    else
      detail::update_run(sum, to, part.numel(), part.copy().data());
  }

private:
  void divide(bool is_defined) {
    const std::int64_t total = count_elements(whole_);
    count_ = 1;
    if (!is_defined || whole_.empty() || total < 2 * elements)
      return;
    rows_ = is_flat_ ? total : whole_[0];
    // A block has two rows at least, for one row looks like something repeated.
    // The last one has what is left beside its own.
    each_ = std::max<std::int64_t>(2, elements / (total / rows_));
    count_ = std::max<std::int64_t>(1, rows_ / each_);
  }
  std::int64_t begin(std::int64_t block) const { return block * each_; }
  std::int64_t end(std::int64_t block) const { return block + 1 == count_ ? rows_ : begin(block + 1); }

  /// Is x every element of the whole, side by side or one for all, or a single
  /// number beside it?
  template <class T> bool is_flat(const Tensor<T> &x) const {
    if (!x.defined() || (x.rank() <= 1 && x.numel() == 1))
      return true;
    return x.shape() == whole_ && (x.is_contiguous() || detail::repeats_one(x));
  }
  template <class T> bool has_rows(const Tensor<T> &x) const {
    return is_flat_ ? x.shape() == whole_ : x.rank() == whole_.size() && x.shape()[0] == rows_;
  }
  template <class T> bool is_of_block(const Tensor<T> &part, std::int64_t block) const {
    return part.rank() == (is_flat_ ? 1 : whole_.size()) && part.shape()[0] == end(block) - begin(block);
  }
  template <class T> Shape whole_shape(const Tensor<T> &part) const {
    if (is_flat_)
      return whole_;
    Shape shape = part.shape();
    shape[0] = rows_;
    return shape;
  }
  template <class T> std::int64_t offset_of(const Tensor<T> &part, std::int64_t block) const {
    return begin(block) * (part.numel() / part.shape()[0]);
  }
  template <class T> void write(Tensor<T> &whole, std::int64_t block, const Tensor<T> &part) const {
    if (block == 0)
      whole = Tensor<T>::empty(whole_shape(part));
    T *const to = whole.writable() + offset_of(part, block);
    detail::transform_into([](T v) { return v; }, to, part.shape(), part.numel(), std::index_sequence<0>{}, part);
  }

  Shape whole_;
  std::int64_t rows_ = 1;
  std::int64_t each_ = 1;
  std::int64_t count_ = 1;
  bool is_flat_ = true;
};
using Blocks = BlocksOfLength<CLANGENT_BLOCK_ELEMENTS>;

} // namespace clangent

#pragma pop_macro("T")

#endif
