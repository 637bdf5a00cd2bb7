#!/bin/sh
# get_digits.sh FOLDER: puts digits.csv.gz there, from Debian's package python3-sklearn, installed or not.
#
# The data are the test set of "Optical Recognition of Handwritten Digits" of the UCI Machine Learning Repository
# (E. Alpaydin, C. Kaynak, 1998): 1797 images of 8x8 pixels with values 0 to 16, and the digit.
# Exit status 77 if the data are neither here nor to be had, for example without a network.
set -eu
folder=$1
member=usr/lib/python3/dist-packages/sklearn/datasets/data/digits.csv.gz

mkdir -p "$folder"
cd "$folder"
if [ -s digits.csv.gz ]; then
  echo "digits.csv.gz is there"
  exit 0
fi
if [ -s "/$member" ]; then
  cp "/$member" digits.csv.gz
  echo "digits.csv.gz: from the installed package python3-sklearn"
  exit 0
fi

download=$(mktemp -d)
trap 'rm -rf "$download"' EXIT
chmod 755 "$download"
if (cd "$download" && apt-get -qq download python3-sklearn) >"$download/log" 2>&1 &&
  dpkg-deb --fsys-tarfile "$download"/python3-sklearn_*.deb | tar -xO "./$member" >"$download/digits.csv.gz" &&
  [ -s "$download/digits.csv.gz" ]; then
  mv "$download/digits.csv.gz" digits.csv.gz
  echo "digits.csv.gz: from the package $(cd "$download" && ls python3-sklearn_*.deb), which was not installed"
  exit 0
fi
cat "$download/log" >&2
echo "no digits.csv.gz: install python3-sklearn, or copy the file to $folder" >&2
exit 77
