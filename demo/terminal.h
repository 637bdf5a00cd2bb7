// Headings, paragraphs and tables for a terminal of 80 columns.
//
// Colour appears only when standard output is a terminal, line-drawing characters only when the
// locale can show them.

#ifndef CLANGENT_DEMO_TERMINAL_H
#define CLANGENT_DEMO_TERMINAL_H

#include <initializer_list>
#include <string>
#include <vector>

namespace demo {

constexpr int line_width = 80;

// Looks at the locale and at standard output; called once, before anything is printed.
void prepare_terminal();

void print_title(const std::string &title, const std::string &subtitle);
void print_chapter(int number, const std::string &title);

// Text, wrapped at the line width.
void print_paragraph(const std::string &text);

// Lines shown as they are, indented; lines that are too long are folded.
void print_code(const std::string &lines);

// A line with a tick or a cross before it.
void print_check(bool holds, const std::string &text);

std::string format(const char *pattern, ...) __attribute__((format(printf, 1, 2)));

// A table with a heading; the first column is flush left, the others flush right.
class Table {
public:
  explicit Table(std::vector<std::string> heading) : heading_(std::move(heading)) {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  void print() const;

private:
  std::vector<int> widths() const;

  std::vector<std::string> heading_;
  std::vector<std::vector<std::string>> rows_;
};

} // namespace demo

#endif
