#!/bin/sh
# Makes the fonts of this folder, coverage.txt and SHA256SUMS: needs Debian 12 (apt-get), npm and Python 3 with venv.
# The fonts are kept in the repository, so that printing downloads nothing. Run this to change them.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

python3 -m venv venv
awk '/^(fonttools|typst)==/ { on = 1 } on; !/\\$/ { on = 0 }' "$here/../../requirements.lock" > tools.lock
venv/bin/pip install --quiet --no-deps --require-hashes -r tools.lock

# The paper is set in Source Serif, its editors in Source Sans (both OFL-1.1).
npm pack --silent source-serif@4.5.1 source-sans@3.52.0
# What is downloaded is what was looked at: another file under the same name stops here.
sha256sum --check --quiet - <<'SUMS'
19a448df98f4aa777de3452b0a1e29aa7ffe29252fe552c8a2d2531702d80746  source-serif-4.5.1.tgz
49cf78ddd79b436591ee696785222b54ff28102922e3d3df297fe382d7fdfa88  source-sans-3.52.0.tgz
SUMS
mkdir serif sans
tar xzf source-serif-4.5.1.tgz -C serif
tar xzf source-sans-3.52.0.tgz -C sans
for style in Regular It Semibold SemiboldIt; do
  cp "serif/package/OTF/SourceSerif4-$style.otf" "sans/package/OTF/SourceSans3-$style.otf" "$here"
done
cp serif/package/LICENSE.md "$here/SourceSerif4-LICENSE.txt"
cp sans/package/LICENSE.md "$here/SourceSans3-LICENSE.txt"

# Arabic script in Naskh: Nastaliq looks right, but text copied from a PDF is wrong.
apt-get download fonts-noto-core=20201225-1 fonts-noto-cjk=1:20220127+repack1-1
sha256sum --check --quiet - <<'SUMS'
58f4f0bb6720f919f92096b3508e1412a0f1544424ade6c5b5bf1eb694dd64ba  fonts-noto-core_20201225-1_all.deb
4a2515eb6db3978b897fef9709ed0d2b1f4c6c4df4d83d6c4ef65f71f1b1f502  fonts-noto-cjk_1%3a20220127+repack1-1_all.deb
SUMS
for package in *.deb; do dpkg -x "$package" noto; done
for style in Regular Bold; do
  cp "noto/usr/share/fonts/truetype/noto/NotoNaskhArabic-$style.ttf" "$here"
done

# Chinese: the 6,763 characters of GB 2312, with punctuation. Level 1 alone lacks characters that teachers use.
venv/bin/python - > characters.txt <<'PYTHON'
rows = [*range(1, 4), *range(16, 88)]  # signs, figures, letters; characters by sound, then by radical
cells = (bytes([0xA0 + row, 0xA0 + cell]) for row in rows for cell in range(1, 95))
letters = {cell.decode("gb2312", errors="ignore") for cell in cells}
print("".join(sorted(letter for letter in letters if ord(letter or " ") >= 0x2E80)))
PYTHON
venv/bin/pyftsubset noto/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc --font-number=2 \
  --text-file=characters.txt --layout-features="*" --no-hinting --output-file="$here/NotoSerifSC-Regular.otf"
{
  echo "Noto Naskh Arabic (fonts-noto-core) and Noto Serif CJK SC (fonts-noto-cjk), as Debian describes them:"
  cat noto/usr/share/doc/fonts-noto-core/copyright noto/usr/share/doc/fonts-noto-cjk/copyright
} > "$here/Noto-LICENSE.txt"

# The characters that every style of the fonts can show. The course reports characters that are not among them.
venv/bin/python "$here/coverage.py" "$here"
# Printing stops if one of these is not there.
(cd "$here" && sha256sum *.otf *.ttf | LC_ALL=C sort -k 2 > SHA256SUMS)
ls -l "$here"
