// Tables of numbers as text. Fields may be quoted; lines end in LF or CRLF;
// empty lines are skipped. Numbers are read independently of the locale.
#include "files_raw.h"

#include <charconv>
#include <limits>

namespace clangent {
namespace {

using Fields = std::vector<std::string>;

class Reader {
public:
  Reader(const std::string &path, char separator)
      : path_(path), separator_(separator), bytes_(detail::read_unpacked("load_csv", path)) {
    if (bytes_.size() >= 3 && std::memcmp(bytes_.data(), "\xEF\xBB\xBF", 3) == 0)
      at_ = 3;
  }

  // The next line that is not empty; false at the end.
  bool next(Fields &fields) {
    while (at_ < bytes_.size()) {
      ++line_;
      read_line(fields);
      if (fields.size() > 1 || !fields[0].empty())
        return true;
    }
    return false;
  }
  [[noreturn]] void fail(const std::string &why) const {
    detail::fail_file("load_csv", path_, "line " + std::to_string(line_) + ": " + why);
  }

private:
  void read_line(Fields &fields) {
    fields.assign(1, "");
    while (at_ < bytes_.size()) {
      const char c = char(bytes_[at_++]);
      if (c == '\n')
        return trim(fields.back());
      if (c == separator_) {
        trim(fields.back());
        fields.emplace_back();
      } else if (c == '"') {
        read_quoted(fields.back());
      } else {
        fields.back() += c;
      }
    }
    trim(fields.back());
  }
  void read_quoted(std::string &field) {
    for (; at_ < bytes_.size(); ++at_) {
      if (bytes_[at_] != '"') {
        field += char(bytes_[at_]);
        continue;
      }
      ++at_;
      if (at_ == bytes_.size() || bytes_[at_] != '"')
        return;
      field += '"';
    }
    fail("a quote is not closed");
  }
  static void trim(std::string &field) {
    const char *const blank = " \t\r";
    field.erase(field.find_last_not_of(blank) + 1);
    field.erase(0, field.find_first_not_of(blank));
  }

  std::string path_;
  char separator_;
  detail::Bytes bytes_;
  std::size_t at_ = 0, line_ = 0;
};

bool parse_number(const std::string &field, double &value) {
  const char *first = field.data(), *const last = first + field.size();
  if (first != last && *first == '+')
    ++first;
  const auto result = std::from_chars(first, last, value);
  return first != last && result.ec == std::errc() && result.ptr == last;
}

// A number, also one that cannot be read: out of range, or hexadecimal.
bool is_meant_as_number(const std::string &field) {
  const char *first = field.data(), *const last = first + field.size();
  if (first != last && (*first == '+' || *first == '-'))
    ++first;
  const bool hexadecimal = last - first > 2 && first[0] == '0' && (first[1] == 'x' || first[1] == 'X');
  double value;
  const auto result = hexadecimal ? std::from_chars(first + 2, last, value, std::chars_format::hex)
                                  : std::from_chars(first, last, value);
  return first != last && result.ec != std::errc::invalid_argument && result.ptr == last;
}

// Whether a row has names in it.
bool is_header(const Fields &fields) {
  for (const std::string &field : fields)
    if (!field.empty() && !is_meant_as_number(field))
      return true;
  return false;
}

void append_row(const Reader &reader, const Fields &fields, const CsvOptions &options, std::vector<double> &values) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    double value = std::numeric_limits<double>::quiet_NaN();
    if (fields[i].empty() ? !options.allow_missing : !parse_number(fields[i], value))
      reader.fail("field " + std::to_string(i + 1) + " is no number: '" + fields[i].substr(0, 40) + "'");
    values.push_back(value);
  }
}

} // namespace

CsvTable load_csv(const std::string &path, const CsvOptions &options) {
  Reader reader(path, options.separator);
  CsvTable table;
  Fields fields;
  std::vector<double> values;
  std::size_t width = 0;
  std::int64_t rows = 0;
  while (reader.next(fields)) {
    if (width == 0) {
      width = fields.size();
      const bool header = options.header == CsvOptions::Header::present ||
                          (options.header == CsvOptions::Header::detect && is_header(fields));
      if (header) {
        table.columns = fields;
        continue;
      }
    }
    if (fields.size() != width)
      reader.fail(std::to_string(fields.size()) + " fields, expected " + std::to_string(width));
    append_row(reader, fields, options, values);
    ++rows;
  }
  table.values = Tensor<double>({rows, std::int64_t(width)}, values);
  return table;
}

} // namespace clangent
