// Headings, paragraphs and tables for a terminal of 80 columns.

#include "terminal.h"

#include <algorithm>
#include <clocale>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <langinfo.h>
#include <sstream>
#include <unistd.h>

namespace demo {
namespace {

struct Style {
  bool colour = false;
  bool unicode = false;
};

Style style;
bool after_gap = true;

void print_line(const std::string &line) {
  std::printf("%s\n", line.c_str());
  after_gap = line.empty();
}

// An empty line, unless there is one already.
void print_gap() {
  if (!after_gap)
    print_line("");
}

enum class Ink { title, heading, code, good, bad };

std::string paint(Ink ink, const std::string &text) {
  if (!style.colour)
    return text;
  const char *code = "";
  switch (ink) {
  case Ink::title:
    code = "\033[1;36m";
    break;
  case Ink::heading:
    code = "\033[1m";
    break;
  case Ink::code:
    code = "\033[33m";
    break;
  case Ink::good:
    code = "\033[32m";
    break;
  case Ink::bad:
    code = "\033[1;31m";
    break;
  }
  return code + text + "\033[0m";
}

std::string repeat(const char *piece, int count) {
  std::string text;
  for (int i = 0; i < count; ++i)
    text += piece;
  return text;
}

const char *horizontal() { return style.unicode ? "─" : "-"; }
const char *vertical() { return style.unicode ? "│" : "|"; }

// Columns that a text takes: bytes that do not continue a UTF-8 character.
int columns(const std::string &text) {
  return static_cast<int>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string pad_right(const std::string &text, int width) {
  return text + std::string(static_cast<std::size_t>(std::max(0, width - columns(text))), ' ');
}

std::string pad_left(const std::string &text, int width) {
  return std::string(static_cast<std::size_t>(std::max(0, width - columns(text))), ' ') + text;
}

// One rule of a table: left end, crossings and right end.
void print_rule(const std::vector<int> &widths, const char *left, const char *cross, const char *right) {
  std::string line = style.unicode ? left : "+";
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (i > 0)
      line += style.unicode ? cross : "+";
    line += repeat(horizontal(), widths[i] + 2);
  }
  line += style.unicode ? right : "+";
  print_line("  " + line);
}

void print_row(const std::vector<std::string> &row, const std::vector<int> &widths, bool heading) {
  std::string line = vertical();
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const std::string cell = i < row.size() ? row[i] : "";
    const std::string padded = i == 0 ? pad_right(cell, widths[i]) : pad_left(cell, widths[i]);
    line += " " + (heading ? paint(Ink::heading, padded) : padded) + " " + vertical();
  }
  print_line("  " + line);
}

} // namespace

void prepare_terminal() {
  std::setlocale(LC_CTYPE, "");
  style.unicode = std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  style.colour = isatty(STDOUT_FILENO) != 0;
}

void print_title(const std::string &title, const std::string &subtitle) {
  const int inner = line_width - 2;
  const std::string rule = repeat(style.unicode ? "═" : "=", inner);
  const char *side = style.unicode ? "║" : "|";
  const auto line = [&](const std::string &text, Ink ink) {
    const int left = (inner - columns(text)) / 2;
    const std::string centred = std::string(static_cast<std::size_t>(std::max(0, left)), ' ') + text;
    print_line(side + paint(ink, pad_right(centred, inner)) + side);
  };
  print_line((style.unicode ? "╔" : "+") + rule + (style.unicode ? "╗" : "+"));
  line(title, Ink::title);
  line(subtitle, Ink::heading);
  print_line((style.unicode ? "╚" : "+") + rule + (style.unicode ? "╝" : "+"));
}

void print_chapter(int number, const std::string &title) {
  const std::string text = " " + std::to_string(number) + "  " + title + " ";
  const std::string rule = repeat(horizontal(), line_width - 2 - columns(text));
  print_gap();
  print_line(repeat(horizontal(), 2) + paint(Ink::title, text) + rule);
}

void print_paragraph(const std::string &text) {
  std::istringstream words(text);
  std::string line;
  std::string word;
  print_gap();
  while (words >> word) {
    if (!line.empty() && columns(line) + 1 + columns(word) > line_width - 2) {
      print_line("  " + line);
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  print_line("  " + line);
  print_gap();
}

void print_code(const std::string &lines) {
  constexpr std::size_t room = line_width - 4;
  std::istringstream stream(lines);
  std::string line;
  while (std::getline(stream, line)) {
    // A folded line goes on under its own beginning, four columns in.
    const std::size_t start = std::min(line.find_first_not_of(' '), line.size());
    const std::string indent(std::min<std::size_t>(start + 4, room / 2), ' ');
    while (line.size() > room) {
      const std::size_t space = line.rfind(' ', room);
      const std::size_t cut = space == std::string::npos || space <= indent.size() ? room : space;
      print_line("    " + paint(Ink::code, line.substr(0, cut)));
      line = indent + line.substr(line[cut] == ' ' ? cut + 1 : cut);
    }
    print_line(line.empty() ? "" : "    " + paint(Ink::code, line));
  }
}

void print_check(bool holds, const std::string &text) {
  const char *mark = style.unicode ? (holds ? "✓" : "✗") : (holds ? "ok:" : "FAILED:");
  print_line("  " + paint(holds ? Ink::good : Ink::bad, mark) + " " + text);
}

std::string format(const char *pattern, ...) {
  char buffer[256];
  std::va_list arguments;
  va_start(arguments, pattern);
  std::vsnprintf(buffer, sizeof buffer, pattern, arguments);
  va_end(arguments);
  return buffer;
}

std::vector<int> Table::widths() const {
  std::vector<int> widths;
  for (const std::string &cell : heading_)
    widths.push_back(columns(cell));
  for (const std::vector<std::string> &row : rows_)
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i)
      widths[i] = std::max(widths[i], columns(row[i]));
  return widths;
}

void Table::print() const {
  const std::vector<int> widths = this->widths();
  print_gap();
  print_rule(widths, "┌", "┬", "┐");
  print_row(heading_, widths, true);
  print_rule(widths, "├", "┼", "┤");
  for (const std::vector<std::string> &row : rows_)
    print_row(row, widths, false);
  print_rule(widths, "└", "┴", "┘");
}

} // namespace demo
