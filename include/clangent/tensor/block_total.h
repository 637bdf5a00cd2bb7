// Reductions of what a chain makes block by block (blocks.h): the sum grows in
// the loop, and the whole tensor is never there. Every operation marked
// CLANGENT_TOTAL has an overload for a BlockTotal in place of the tensor.
#ifndef CLANGENT_TENSOR_BLOCK_TOTAL_H
#define CLANGENT_TENSOR_BLOCK_TOTAL_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/reduce.h>

namespace clangent {

template <class Value> class BlockTotal;

// Of a tensor whose elements are all summed, their sum in the same bits that
// sum() gives; the tensor itself where a sum of blocks is something else.
template <class T> class BlockTotal<Tensor<T>> {
public:
  using Sum = detail::StretchedSum<sum_t<T>>;

  // The tensor, if it was made after all.
  Tensor<T> &whole() { return whole_; }
  const Tensor<T> &whole() const { return whole_; }

  // Adds the next elements, in row-major order, of a tensor of the given shape.
  void add(const Shape &shape, const Tensor<T> &elements);
  bool is_summed() const { return is_summed_; }
  const Shape &shape() const { return is_summed_ ? shape_ : whole_.shape(); }
  sum_t<T> sum() const { return sum_.value(); }

private:
  Tensor<T> whole_;
  Shape shape_;
  bool is_summed_ = false;
  Sum sum_;
};

template <class T> CLANGENT_COMPILED void BlockTotal<Tensor<T>>::add(const Shape &shape, const Tensor<T> &elements) {
  shape_ = shape;
  is_summed_ = true;
  const Tensor<T> dense = elements.contiguous();
  sum_.add(detail::Row<T>{dense.data(), dense.numel(), 1}, [](T v) { return static_cast<sum_t<T>>(v); });
}

template <class T> Tensor<sum_t<T>> sum(const BlockTotal<Tensor<T>> &x, const Dims &dims = {}, bool keepdim = false) {
  if (!x.is_summed())
    return sum(x.whole(), dims, keepdim);
  const Dims all = normal_dims("sum", dims, x.shape().size());
  return Tensor<sum_t<T>>::full(detail::reduced_shape(x.shape(), all, keepdim), x.sum());
}

} // namespace clangent

#pragma pop_macro("T")

#include <clangent/tensor/instances/block_total.inc>

#endif
