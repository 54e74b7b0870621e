"""Scripts and style sheets lose comments and white space, and nothing that says something."""

import pytest

from build_scripts.web.small import small_script, small_style


@pytest.mark.parametrize(
    ("whole", "light"),
    [
        ("a = b; // why\nc()", "a=b;c()"),
        ("a\n  /* one\n two */\n(b)", "a\n(b)"),  # the same statement as before
        ("return /* one\n two */ b", "return\nb"),  # as long as its lines, as browsers read it
        ("a + +b - -c", "a + +b - -c"),
        ("`${a ? `${b}  of` : ` { ${c} `}  // d` /e/ f", "`${a?`${b}  of`:` { ${c} `}  // d` /e/ f"),
        ("`a ${ {b: 1}.b }  c`", "`a ${{b:1}.b}  c`"),
        ('return /[/*"]  `/u;  ', 'return /[/*"]  `/u;'),
        ('x = a / b / c; // "', "x=a / b / c;"),
        ("f(/\\/  /g, '//  ')", "f(/\\/  /g,'//  ')"),
        ("/*! mine */ a()", "/*! mine */ a()"),
        ("a\u2028b", "a\u2028b"),
    ],
)
def test_a_script_says_the_same(whole, light):
    assert small_script(whole) == light


@pytest.mark.parametrize("odd", ["a = 'b", "a  /* b", "a  `b ${c", "a  `b", "if (a) /'/.test( b )"])
def test_a_script_that_is_not_understood_stays_whole(odd):
    assert small_script(odd) == odd


@pytest.mark.parametrize(
    ("whole", "light"),
    [
        ("/* a */\na  b,\nc > d {\n  e: f  g;\n  h: i\n}\n", "a b,c > d{e:f g;h:i}"),
        ('a { content: "/* b */  {" / ""; }', 'a{content:"/* b */  {" / "";}'),
        ("a { b: calc(1px + 2px)/* c */; d: 1px/* e */2px }", "a{b:calc(1px + 2px)/**/;d:1px/**/2px}"),
        ("a/* b */.c {}", "a/**/.c{}"),
        ("a :hover, b:not(.c) d {}", "a :hover,b:not(.c) d{}"),
        ("a { b: url(data:x;/*c*/) }", "a{b:url(data:x;/*c*/)}"),
        ("/*! mine */ a {}", "/*! mine */ a{}"),
        ("@media (a) and (b) { c { --d: ; } }", "@media (a) and (b){c{--d:;}}"),
    ],
)
def test_a_style_sheet_says_the_same(whole, light):
    assert small_style(whole) == light
