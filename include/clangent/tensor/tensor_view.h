// TensorView<T>: a part of a tensor variable, as x[0] and x.slice(0, 1, 3) give it. It is a tensor like any other, a
// value of its own; but what is assigned to it before it has a name, as in `x[0] = y`, is written to the variable.
#ifndef CLANGENT_TENSOR_TENSOR_VIEW_H
#define CLANGENT_TENSOR_TENSOR_VIEW_H

#pragma push_macro("T")
#undef T

#include <clangent/tensor/view_functions.h>
#include <clangent/tensor/view_path.h>

#include <utility>

namespace clangent {

template <class T> class CLANGENT_VIEW_TYPE TensorView : public Tensor<T> {
  using Whole = Tensor<T>;
  using Kind = detail::ViewStep::Kind;

public:
  TensorView() = default;
  // Of a variable; `values` is what the step makes of it.
  TensorView(Whole &variable, Whole values, const detail::ViewStep &step)
      : Whole(std::move(values)), variable_(&variable), strides_(this->strides()) {
    if (variable.is_contiguous() && this->shares_memory_with(variable))
      start_ = this->data() - variable.data();
    else
      place_in({variable.shape(), row_major(variable.shape()), 0}, step);
  }

  // What generated code hands to a function of views: all of a variable, a value without one, and a view with a name
  // that is put back at the end of the statement.
  explicit TensorView(Whole &variable) : Whole(variable), variable_(&variable), strides_(row_major(variable.shape())) {}
  explicit TensorView(const Whole &values) : Whole(values) {}
  class Lent {
  public:
    explicit Lent(Whole &variable) : variable_(variable), view_(static_cast<const Whole &>(variable)) {}
    Lent(const Lent &) = delete;
    Lent &operator=(const Lent &) = delete;
    ~Lent() { variable_ = std::move(static_cast<Whole &>(view_)); }
    operator TensorView &() { return view_; }

  private:
    Whole &variable_;
    TensorView view_;
  };

  // A copy has a name, or is a part of something else.
  TensorView(const TensorView &other) : Whole(other) {}
  TensorView(TensorView &&other) noexcept : Whole(std::move(other)) {}
  TensorView &operator=(const TensorView &other) & { return *this = Whole(other); }
  TensorView &operator=(TensorView &&other) & { return *this = Whole(std::move(other)); }
  ~TensorView() = default;

  // With a name: another value, as of any variable.
  TensorView &operator=(Whole values) & {
    Whole::operator=(std::move(values));
    variable_ = nullptr;
    return *this;
  }
  // Without: the values, which broadcast, are written to the variable; gives what the part is then, which no longer
  // shares the variable's memory.
  const Whole &operator=(Whole values) && {
    if (!variable_)
      throw TensorError("assignment", "to a copy of a part of a tensor; assign to the part where it is taken");
    if (is_copied_)
      throw TensorError("assignment", "to a reshape that had to copy; assign to what is reshaped");
    const detail::ViewSpec part{this->shape(), strides_, start_};
    Whole::operator=(Whole()); // with its memory shared, the variable could not be written in place
    Whole written = detail::write_part(*variable_, part, std::move(values));
    if (written.shape() != part.shape)
      written = clangent::expand(written, part.shape);
    Whole::operator=(std::move(written));
    return *this;
  }
  template <class Other, detail::if_other<T, Other> = 0>
  CLANGENT_OTHER_ELEMENTS void operator=(const Tensor<Other> &) &;
  template <class Other, detail::if_other<T, Other> = 0>
  CLANGENT_OTHER_ELEMENTS void operator=(const Tensor<Other> &) &&;
  // The same with values of its own shape; what generated code makes of it differs.
  void replace(Whole values) && { std::move(*this) = std::move(values); }
  template <class Other, detail::if_other<T, Other> = 0> CLANGENT_OTHER_ELEMENTS void replace(const Tensor<Other> &) &&;

  // Parts of parts of the variable.
#define CLANGENT_PART(name, parameters, arguments, ...)                                                                \
  using Whole::name;                                                                                                   \
  TensorView name parameters && {                                                                                      \
    return std::move(*this).and_then(static_cast<const Whole &>(*this).name arguments, {Kind::name, __VA_ARGS__});     \
  }
  CLANGENT_PART(slice, (std::int64_t dim, std::int64_t start, std::int64_t end, std::int64_t step = 1),
                (dim, start, end, step), {dim, start, end, step})
  CLANGENT_PART(select, (std::int64_t dim, std::int64_t index), (dim, index), {dim, index})
  CLANGENT_PART(transpose, (std::int64_t dim0, std::int64_t dim1), (dim0, dim1), {dim0, dim1})
  CLANGENT_PART(t, (), (), {})
  CLANGENT_PART(permute, (const Dims &dims), (dims), {}, dims)
  CLANGENT_PART(reshape, (const Shape &shape), (shape), {}, shape)
  CLANGENT_PART(expand, (const Shape &shape), (shape), {}, shape)
  CLANGENT_PART(squeeze, (std::int64_t dim), (dim), {dim})
  CLANGENT_PART(unsqueeze, (std::int64_t dim), (dim), {dim})
  CLANGENT_PART(flatten, (std::int64_t start_dim = 0, std::int64_t end_dim = -1), (start_dim, end_dim),
                {start_dim, end_dim})
#undef CLANGENT_PART
  using Whole::operator[];
  TensorView operator[](std::int64_t index) && { return std::move(*this).select(0, index); }

private:
  // What the part is taken of lives until the end of the statement: it shares the variable's memory no longer, so that
  // an assignment need not copy that.
  TensorView(Whole values, TensorView &&of, const detail::ViewStep &step)
      : Whole(std::move(values)), variable_(of.variable_), is_copied_(of.is_copied_) {
    place_in({of.shape(), of.strides_, of.start_}, step);
    static_cast<Whole &>(of) = Whole();
  }
  TensorView and_then(Whole values, const detail::ViewStep &step) && {
    return TensorView(std::move(values), std::move(*this), step);
  }
  void place_in(detail::ViewSpec from, const detail::ViewStep &step) {
    is_copied_ |= !detail::take_step(from, step);
    strides_ = from.strides;
    start_ = from.offset;
  }

  // Where the part lies in the variable once that is row-major.
  Whole *variable_ = nullptr;
  Strides strides_;
  std::int64_t start_ = 0;
  bool is_copied_ = false;
};

namespace detail {
template <class T> struct returned_as<TensorView<T>> { using type = Tensor<T>; };
} // namespace detail

// Compound forms: x[0] += y is x[0] = x[0] + y with x[0] looked up once, and gives the same.
template <class T, class Other> const Tensor<T> &operator+=(TensorView<T> &&part, const Other &b) {
  std::move(part).replace(part + b);
  return part;
}
template <class T, class Other> const Tensor<T> &operator-=(TensorView<T> &&part, const Other &b) {
  std::move(part).replace(part - b);
  return part;
}
template <class T, class Other> const Tensor<T> &operator*=(TensorView<T> &&part, const Other &b) {
  std::move(part).replace(part * b);
  return part;
}
template <class T, class Other> const Tensor<T> &operator/=(TensorView<T> &&part, const Other &b) {
  std::move(part).replace(part / b);
  return part;
}

// Members of Tensor: parts of variables, and views of what is constant or has no name.
#define CLANGENT_VIEW(name, parameters, arguments, ...)                                                                \
  template <class T> TensorView<T> Tensor<T>::name parameters & {                                                      \
    return TensorView<T>(*this, clangent::name arguments, {detail::ViewStep::Kind::name, __VA_ARGS__});                \
  }                                                                                                                    \
  template <class T> Tensor<T> Tensor<T>::name parameters const & { return clangent::name arguments; }
CLANGENT_VIEW(slice, (std::int64_t dim, std::int64_t start, std::int64_t end, std::int64_t step),
              (*this, dim, start, end, step), {dim, start, end, step})
CLANGENT_VIEW(select, (std::int64_t dim, std::int64_t index), (*this, dim, index), {dim, index})
CLANGENT_VIEW(transpose, (std::int64_t dim0, std::int64_t dim1), (*this, dim0, dim1), {dim0, dim1})
CLANGENT_VIEW(t, (), (*this), {})
CLANGENT_VIEW(permute, (const Dims &dims), (*this, dims), {}, dims)
CLANGENT_VIEW(reshape, (const Shape &shape), (*this, shape), {}, shape)
CLANGENT_VIEW(expand, (const Shape &shape), (*this, shape), {}, shape)
CLANGENT_VIEW(squeeze, (std::int64_t dim), (*this, dim), {dim})
CLANGENT_VIEW(unsqueeze, (std::int64_t dim), (*this, dim), {dim})
CLANGENT_VIEW(flatten, (std::int64_t start_dim, std::int64_t end_dim), (*this, start_dim, end_dim),
              {start_dim, end_dim})
#undef CLANGENT_VIEW
template <class T> TensorView<T> Tensor<T>::operator[](std::int64_t index) & { return select(0, index); }
template <class T> Tensor<T> Tensor<T>::operator[](std::int64_t index) const & { return select(0, index); }

} // namespace clangent

#pragma pop_macro("T")

#endif
