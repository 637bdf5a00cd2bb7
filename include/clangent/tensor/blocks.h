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

#include <clangent/tensor/bar.h>
#include <clangent/tensor/block_total.h>

// The length of a block: a dozen arrays of a chain fit the second cache and
// nearly the first, and a loop over one of them takes longer than making it.
#ifndef CLANGENT_BLOCK_ELEMENTS
#define CLANGENT_BLOCK_ELEMENTS 2048
#endif

namespace clangent {

// The shape of what elementwise operations make of these operands.
template <class... T> Shape joint_shape(const Tensor<T> &...operands) {
  Shape shape;
  ((shape = broadcast_shapes("elementwise", shape, operands.shape())), ...);
  return shape;
}

namespace detail {

// What the division into blocks asks of an operand.
struct BlockOperand {
  const Shape *shape;
  bool is_defined, is_contiguous, repeats_one;
};
template <class T> CLANGENT_COMPILED BlockOperand block_operand(const Tensor<T> &x) {
  return {&x.shape(), x.defined(), x.is_contiguous(), repeats_one(x)};
}

// The blocks of a chain. Nothing here depends on what it computes, and what depends on the type of its elements alone
// is compiled in the runtime.
class BlockDivision {
public:
  std::int64_t count() const { return count_; }

  // The block of an operand.
  template <class T> Tensor<T> part(const Tensor<T> &x, std::int64_t block) const;
  // Puts the block of a result where it belongs; the first one makes the rest.
  template <class T> void put(Tensor<T> &whole, std::int64_t block, const Tensor<T> &part) const;
  // Takes the block of a result that will be reduced over `dims`. It is not kept
  // if they are all of them and the sum of the blocks has the bits of the whole's.
  template <class T>
  void reduce(BlockTotal<Tensor<T>> &total, std::int64_t block, const Tensor<T> &part, const Dims &dims, bool) const;
  // Adds the block of an adjoint to one that has nothing in it before the first
  // block.
  template <class T> void sum(Tensor<T> &bar, std::int64_t block, const Tensor<T> &part) const;
  // Adds the block of an adjoint to one that may have something in it.
  template <class T> void add(Tensor<T> &bar, std::int64_t block, const Tensor<T> &part) const;

protected:
  BlockDivision(std::int64_t elements, std::initializer_list<BlockOperand> operands);
  void seed(std::initializer_list<BlockOperand> adjoints);

private:
  void divide(bool is_defined);
  std::int64_t begin(std::int64_t block) const { return block * each_; }
  std::int64_t end(std::int64_t block) const { return block + 1 == count_ ? rows_ : begin(block + 1); }

  bool is_flat(const BlockOperand &x) const;
  bool has_rows(const Shape &shape) const;
  bool is_of_block(const Shape &part, std::int64_t block) const;
  Shape whole_shape(const Shape &part) const;
  template <class T> std::int64_t offset_of(const Tensor<T> &part, std::int64_t block) const {
    return begin(block) * (part.numel() / part.shape()[0]);
  }
  template <class T> void write(Tensor<T> &whole, std::int64_t block, const Tensor<T> &part) const;

  Shape whole_;
  std::int64_t elements_;
  std::int64_t rows_ = 1;
  std::int64_t each_ = 1;
  std::int64_t count_ = 1;
  bool is_flat_ = true;
};

template <class T> CLANGENT_COMPILED Tensor<T> BlockDivision::part(const Tensor<T> &x, std::int64_t block) const {
  if (count_ == 1 || !x.defined() || !has_rows(x.shape()))
    return x;
  const std::int64_t n = end(block) - begin(block);
  if (is_flat_)
    return repeats_one(x) ? x.view_as({n}, {0}, 0) : x.view_as({n}, {1}, begin(block));
  Shape shape = x.shape();
  shape[0] = n;
  return x.view_as(shape, x.strides(), begin(block) * x.strides()[0]);
}

template <class T>
CLANGENT_COMPILED void BlockDivision::put(Tensor<T> &whole, std::int64_t block, const Tensor<T> &part) const {
  if (count_ == 1 || !part.defined() || !is_of_block(part.shape(), block))
    whole = part;
  else
    write(whole, block, part);
}

template <class T>
CLANGENT_COMPILED void BlockDivision::reduce(BlockTotal<Tensor<T>> &total, std::int64_t block, const Tensor<T> &part,
                                             const Dims &dims, bool) const {
  const bool sums = block > 0 ? total.is_summed()
                              : count_ > 1 && dims.empty() && part.defined() && is_of_block(part.shape(), block) &&
                                    offset_of(part, 1) % BlockTotal<Tensor<T>>::Sum::stretch == 0;
  if (sums)
    total.add(whole_shape(part.shape()), part);
  else
    put(total.whole(), block, part);
}

template <class T>
CLANGENT_COMPILED void BlockDivision::sum(Tensor<T> &bar, std::int64_t block, const Tensor<T> &part) const {
  if (count_ > 1 && part.defined() && is_of_block(part.shape(), block))
    write(bar, block, part);
  else
    BarReference<T>(bar).add(part);
}

template <class T>
CLANGENT_COMPILED void BlockDivision::add(Tensor<T> &bar, std::int64_t block, const Tensor<T> &part) const {
  if (!part.defined())
    return;
  if (count_ == 1 || !is_of_block(part.shape(), block))
    return BarReference<T>(bar).add(part);
  if (!bar.defined())
    bar = Tensor<T>::zeros(whole_shape(part.shape()));
  const auto sum = [](T a, T b) { return a + b; };
  T *const to = bar.writable() + offset_of(part, block);
  if (part.is_contiguous())
    update_run(sum, to, part.numel(), part.data());
  else
    update_run(sum, to, part.numel(), part.copy().data());
}

template <class T>
CLANGENT_COMPILED void BlockDivision::write(Tensor<T> &whole, std::int64_t block, const Tensor<T> &part) const {
  if (block == 0)
    whole = Tensor<T>::empty(whole_shape(part.shape()));
  T *const to = whole.writable() + offset_of(part, block);
  transform_into([](T v) { return v; }, to, part.shape(), part.numel(), std::index_sequence<0>{}, part);
}

} // namespace detail

// The blocks of a chain, with about so many elements.
template <std::int64_t elements> class BlocksOfLength : public detail::BlockDivision {
public:
  // The blocks of what elementwise operations make of these operands: runs of
  // elements if all have one shape, runs of rows otherwise. An operand that is
  // repeated along the rows belongs to every block.
  template <class... T> static BlocksOfLength of(const Tensor<T> &...operands) {
    return BlocksOfLength({detail::block_operand(operands)...});
  }
  // The same for a chain that also reads adjoints from elsewhere. They need not
  // lie as the operands do, and one of something repeated along the rows must not
  // count once for every block.
  template <class... T> BlocksOfLength seeded(const Tensor<T> &...adjoints) const {
    BlocksOfLength blocks = *this;
    blocks.seed({detail::block_operand(adjoints)...});
    return blocks;
  }

private:
  explicit BlocksOfLength(std::initializer_list<detail::BlockOperand> operands)
      : detail::BlockDivision(elements, operands) {}
};
using Blocks = BlocksOfLength<CLANGENT_BLOCK_ELEMENTS>;

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/blocks.inc>

#endif
