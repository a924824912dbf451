/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What comes from outside neither turns the words around it nor speaks to a terminal. */
#include <string.h>

#include "ear-outside.h"

#define HEBREW "\u05d0\u05d1"
#define FSI "\u2068"
#define PDI "\u2069"
#define GONE "\ufffd"

typedef char *(*Function) (const char *);

static void
check (Function function, const char *text, const char *expected)
{
  g_autofree char *result = function (text);

  g_assert_cmpstr (result, ==, expected);
  g_assert_true (g_utf8_validate (result, -1, NULL));
}

static void
test_text (void)
{
  g_assert_null (ear_outside_text (NULL));
  check (ear_outside_text, "", "");
  check (ear_outside_text, "Café, 1st floor", "Café, 1st floor");
  check (ear_outside_text, "one\ntwo\tthree", "one two three");
  check (ear_outside_text, "\033]0;owned\007\033[31m", GONE "]0;owned" GONE GONE "[31m");
  check (ear_outside_text, "\302\23331m\177", GONE "31m" GONE);
  check (ear_outside_text, "gpj.\u202eexe", "gpj." GONE "exe");
  check (ear_outside_text, "a\u2066b\u2067c\u2068d\u2069e\u2028f", "a" GONE "b" GONE "c" GONE "d" GONE "e" GONE "f");
  check (ear_outside_text, HEBREW ".xml", FSI HEBREW ".xml" PDI);
  /* Nor does it end its own isolation. */
  check (ear_outside_text, HEBREW PDI "x", FSI HEBREW GONE "x" PDI);
  check (ear_outside_text, "\xff\xfe", GONE GONE);
  check (ear_outside_file_name, "/somewhere/" HEBREW, FSI HEBREW PDI);
}

static void
test_message (void)
{
  check (ear_outside_message, "“a” is no “b”.", "“a” is no “b”.");
  check (ear_outside_message, "“" HEBREW "” is no “b”.", "“" FSI HEBREW PDI "” is no “b”.");
  check (ear_outside_message, "“a” is no “" HEBREW "\u202e”.", "“a” is no “" FSI HEBREW GONE PDI "”.");
  check (ear_outside_message, "“" HEBREW, "“" FSI HEBREW PDI);
  check (ear_outside_message, "\033[2J“\302\233”", GONE "[2J“" GONE "”");
}

static void
test_plain (void)
{
  check (ear_outside_plain, "“" FSI HEBREW PDI "”\033\u202d", "“" FSI HEBREW PDI "”" GONE GONE);
}

/* Of any characters at all nothing is left that is obeyed, and what is isolated is closed. */
static void
test_random (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *result = NULL;
      int open = 0;

      for (guint n = (guint) g_test_rand_int_range (0, 12); n > 0; n--)
        {
          static const gunichar odd[] = { 0x1b, 0x7f, 0x9b, 0x5d0, 0x627, 0x202e, 0x2066, 0x2068, 0x2069, 0x200f, 0x201c, 0x201d };

          g_string_append_unichar (text, g_test_rand_int_range (0, 3) ? odd[g_test_rand_int_range (0, G_N_ELEMENTS (odd))]
                                                                      : (gunichar) g_test_rand_int_range (1, 0xd800));
        }
      result = i % 2 ? ear_outside_text (text->str) : ear_outside_message (text->str);
      for (const char *at = result; *at != '\0'; at = g_utf8_next_char (at))
        {
          gunichar c = g_utf8_get_char (at);

          open += c == 0x2068 ? 1 : c == 0x2069 ? -1 : 0;
          g_assert_true (open == 0 || open == 1);
          g_assert_false (g_unichar_iscntrl (c) || (c >= 0x202a && c <= 0x202e) || c == 0x2066 || c == 0x2067);
        }
      g_assert_cmpint (open, ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outside/text", test_text);
  g_test_add_func ("/outside/message", test_message);
  g_test_add_func ("/outside/plain", test_plain);
  g_test_add_func ("/outside/random", test_random);
  return g_test_run ();
}
