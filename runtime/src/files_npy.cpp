// NumPy's .npy: a magic string, a Python dictionary of descr, fortran_order and
// shape, then the elements. The dictionary is parsed strictly.
#include "files_raw.h"

namespace clangent {
namespace detail {
namespace {

struct Header {
  std::string descr;
  bool fortran_order = false;
  Shape shape;
};

class HeaderParser {
public:
  HeaderParser(const Cursor &file, std::string text) : file_(file), text_(std::move(text)) {}

  Header parse() {
    Header header;
    bool descr = false, order = false, shape = false;
    expect('{');
    while (!accept('}')) {
      const std::string key = string();
      expect(':');
      if (key == "descr" && !std::exchange(descr, true))
        header.descr = string();
      else if (key == "fortran_order" && !std::exchange(order, true))
        header.fortran_order = boolean();
      else if (key == "shape" && !std::exchange(shape, true))
        header.shape = tuple();
      else
        file_.fail("unexpected key '" + key + "' in the header");
      if (!accept(',') && peek() != '}')
        file_.fail("malformed header");
    }
    if (!descr || !order || !shape || peek() != '\0')
      file_.fail("incomplete header");
    return header;
  }

private:
  char peek() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n'))
      ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool accept(char c) {
    if (peek() != c)
      return false;
    ++at_;
    return true;
  }
  void expect(char c) {
    if (!accept(c))
      file_.fail(std::string("malformed header: no '") + c + "'");
  }
  std::string string() {
    const char quote = peek();
    const std::size_t end = quote == '\'' || quote == '"' ? text_.find(quote, at_ + 1) : std::string::npos;
    if (end == std::string::npos)
      file_.fail("element types other than plain numbers are not supported");
    const std::string s = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return s;
  }
  bool boolean() {
    peek();
    for (const bool value : {true, false}) {
      const std::string word = value ? "True" : "False";
      if (text_.compare(at_, word.size(), word) == 0) {
        at_ += word.size();
        return value;
      }
    }
    file_.fail("malformed header: no True or False");
  }
  std::int64_t integer() {
    std::int64_t value = 0;
    bool digits = false;
    for (char c = peek(); c >= '0' && c <= '9'; c = text_[at_]) {
      if (value > (INT64_MAX - 9) / 10)
        file_.fail("a size is too large");
      value = value * 10 + (c - '0');
      digits = true;
      if (++at_ == text_.size())
        break;
    }
    if (!digits)
      file_.fail("malformed header: no size");
    return value;
  }
  Shape tuple() {
    Shape shape;
    expect('(');
    while (!accept(')')) {
      file_.append(shape, integer());
      if (!accept(',') && peek() != ')')
        file_.fail("malformed header: shape");
    }
    return shape;
  }

  const Cursor &file_;
  std::string text_;
  std::size_t at_ = 0;
};

struct NpyType {
  const char *code;
  DType type;
};
constexpr NpyType npy_types[] = {{"b1", DType::boolean}, {"u1", DType::uint8},  {"i1", DType::int8},
                                 {"i2", DType::int16},   {"i4", DType::int32},  {"i8", DType::int64},
                                 {"f4", DType::float32}, {"f8", DType::float64}};

DType parse_descr(const Cursor &file, const std::string &descr, bool &big_endian) {
  if (descr.size() == 3 && std::string("<>|=").find(descr[0]) < 4)
    for (const NpyType &t : npy_types)
      if (descr.substr(1) == t.code) {
        big_endian = descr[0] == '>';
        return t.type;
      }
  file.fail("element type '" + descr + "' is not supported");
}

Shape reversed(const Shape &shape) {
  Shape out;
  for (int d = shape.size() - 1; d >= 0; --d)
    out.push_back(shape[d]);
  return out;
}

// Elements in column-major order, seen with the right shape.
AnyTensor from_fortran(const AnyTensor &x) {
  return std::visit([](const auto &t) -> AnyTensor { return t.view_as(reversed(t.shape()), reversed(t.strides()), 0); },
                    x);
}

} // namespace

AnyTensor parse_npy(Cursor cursor) {
  if (std::memcmp(cursor.take(6), "\x93NUMPY", 6) != 0)
    cursor.fail("not a .npy file");
  const int version = int(cursor.little(1));
  cursor.little(1);
  if (version < 1 || version > 3)
    cursor.fail("unknown version " + std::to_string(version));
  const std::size_t length = cursor.little(version == 1 ? 2 : 4);
  const std::uint8_t *const text = cursor.take(length);
  const Header header = HeaderParser(cursor, std::string(text, text + length)).parse();
  bool big_endian = false;
  const DType type = parse_descr(cursor, header.descr, big_endian);
  if (!header.fortran_order)
    return cursor.elements(type, header.shape, big_endian);
  return from_fortran(cursor.elements(type, reversed(header.shape), big_endian));
}

Bytes npy_bytes(const AnyTensor &x) {
  std::string descr;
  for (const NpyType &t : npy_types)
    if (t.type == dtype_of_any(x))
      descr = (size_of(t.type) == 1 ? "|" : "<") + std::string(t.code);
  const Shape shape = shape_of_any(x);
  std::string header = "{'descr': '" + descr + "', 'fortran_order': False, 'shape': (";
  for (int d = 0; d < shape.size(); ++d)
    header += std::to_string(shape[d]) + (d + 1 < shape.size() ? ", " : ",");
  header += "), }";
  while ((10 + header.size() + 1) % 64 != 0)
    header += ' ';
  header += '\n';
  Bytes out = {0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  append_little(out, header.size(), 2);
  out.insert(out.end(), header.begin(), header.end());
  append_elements(out, x);
  return out;
}

} // namespace detail

AnyTensor load_npy(const std::string &path) {
  const detail::Bytes bytes = detail::read_file("load_npy", path);
  return detail::parse_npy(detail::Cursor("load_npy", path, bytes));
}

void save_npy(const std::string &path, const AnyTensor &x) {
  detail::require_defined_in("save_npy", path, "", x);
  detail::write_file("save_npy", path, detail::npy_bytes(x));
}

} // namespace clangent
