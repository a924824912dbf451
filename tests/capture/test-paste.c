/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A pasted page in pieces: what a person would expect, and that nothing of it is lost whatever it is. */
#include "ear-paste.h"

#include "ear-capture-parser.h"

#include <string.h>

static void
assert_pieces (const char *text, EarPasteSplit by, const char *expected)
{
  g_autoptr (GPtrArray) pieces = ear_paste_split (text, by);
  g_autofree char *joined = NULL;

  g_ptr_array_add (pieces, NULL);
  joined = g_strjoinv ("|", (char **) pieces->pdata);
  g_assert_cmpstr (joined, ==, expected);
}

static void
test_lines (void)
{
  assert_pieces ("one\n\n  two \r\nthree\rfour\n", EAR_PASTE_LINES, "one|two|three|four");
  assert_pieces ("• one\n◦two\n* three\n– four\n\t·  five", EAR_PASTE_LINES, "one|two|three|four|five");
  assert_pieces ("1. one\n12) two\n(3) three\nb) four", EAR_PASTE_LINES, "one|two|three|four");
  assert_pieces ("3.5 miles\n2026. That year\n-5 degrees\n*star\n7.", EAR_PASTE_LINES, "3.5 miles|2026. That year|-5 degrees|*star|7.");
  assert_pieces ("", EAR_PASTE_LINES, "");
  assert_pieces (" \n\t\n", EAR_PASTE_PARAGRAPHS, "");
}

static void
test_quotes (void)
{
  assert_pieces ("“I told them twice.”\n«Personne»\n\"Yes\" and \"no\"\n“She said \"no\"”\n\"\"", EAR_PASTE_LINES,
                 "\"I told them twice.\"|\"Personne\"|\"Yes\" and \"no\"|\"She said \"no\"\"|\\\"\"");
  assert_pieces ("2. ‘At the surgery’", EAR_PASTE_LINES, "\"At the surgery\"");
}

static void
test_signs (void)
{
  assert_pieces ("@P1: - nobody asks #carers\n+ they rang back\n! a card", EAR_PASTE_LINES,
                 "@P1: - nobody asks #carers|+ they rang back|! a card");
  assert_pieces ("+\n// tired\n@P1", EAR_PASTE_LINES, "\\+|\\// tired|\\@P1");
  assert_pieces ("- one\n- two", EAR_PASTE_LINES, "- one|- two");
  assert_pieces ("- one\n- two", EAR_PASTE_HYPHEN_BULLETS, "one|two");
}

static void
test_paragraphs (void)
{
  assert_pieces ("one goes\non here\n\n\ntwo\n", EAR_PASTE_PARAGRAPHS, "one goes\non here|two");
  assert_pieces ("Heading\n• one\n• two goes\n  on", EAR_PASTE_PARAGRAPHS, "Heading|one|two goes\n  on");
}

static void
test_guess (void)
{
  g_assert_true (ear_paste_is_page ("one\ntwo"));
  g_assert_false (ear_paste_is_page ("\n one \n\n"));
  g_assert_false (ear_paste_is_page (""));
  g_assert_cmpint (ear_paste_guess ("one\ntwo\n"), ==, EAR_PASTE_LINES);
  g_assert_cmpint (ear_paste_guess ("one goes\non\n\ntwo goes\non too\n"), ==, EAR_PASTE_PARAGRAPHS);
  g_assert_cmpint (ear_paste_guess ("• one\n• two\n\n• three\n"), ==, EAR_PASTE_LINES);
  g_assert_cmpint (ear_paste_guess ("- one\n- two\n"), ==, EAR_PASTE_HYPHEN_BULLETS);
  g_assert_cmpint (ear_paste_guess ("- one\n+ two\n- three"), ==, EAR_PASTE_LINES);
}

static void
test_join_and_cut (void)
{
  g_autofree char *joined = ear_paste_join ("one", "two");
  g_autofree char *first = NULL, *second = NULL;

  g_assert_true (ear_paste_cut (joined, 4, &first, &second));
  g_assert_cmpstr (first, ==, "one");
  g_assert_cmpstr (second, ==, "two");
  g_assert_false (ear_paste_cut ("one ", 3, &first, &second));
  g_assert_false (ear_paste_cut ("one", 0, &first, &second));
}

static char *
random_page (GRand *rand)
{
  static const char *const parts[] = { "word", "শব্দ", "كلمة", "żółw", "•", "* ", "- ", "– ", "1. ", "12)", "(3) ", "b) ", "“", "”",
                                       "\"", "«", "»", "‘", "’", "„", "@P1 ", "#theme", "\\", "//", "|", "+", "😀", "e\u0301", "\n",
                                       "\n\n", "\r\n", "\r", " ", "\t", "\u00a0", "\u2028", "3.5", "9999. ", ".", "o " };
  GString *page = g_string_new (NULL);
  guint n = (guint) g_rand_int_range (rand, 0, 40);

  for (guint i = 0; i < n; i++)
    g_string_append (page, parts[g_rand_int_range (rand, 0, G_N_ELEMENTS (parts))]);
  return g_string_free (page, FALSE);
}

/* What stands before or round a piece may go, and signs of the line may come; all else must stay, in its order. */
static char *
without_what_may_go (const char *text)
{
  GString *left = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && !g_unichar_isdigit (c)
          && g_utf8_strchr ("•◦▪▫●○■□‣⁃➢\uf0b7·–—*-().“”\"«»„‘’\\ob", -1, c) == NULL)
        g_string_append_unichar (left, c);
    }
  return g_string_free (left, FALSE);
}

static void
assert_nothing_lost (const char *page, GPtrArray *pieces)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *before = without_what_may_go (page);
  g_autofree char *after = NULL;

  for (guint i = 0; i < pieces->len; i++)
    {
      g_auto (EarCapture) capture = { 0 };

      ear_capture_parse (pieces->pdata[i], NULL, NULL, &capture);
      g_assert_true (ear_capture_has_words (&capture));
      g_string_append (all, pieces->pdata[i]);
    }
  after = without_what_may_go (all->str);
  g_assert_cmpstr (after, ==, before);
}

static void
test_nothing_lost (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *page = random_page (rand);
      g_autoptr (GPtrArray) pieces = ear_paste_split (page, g_rand_int_range (rand, 0, 4));

      assert_nothing_lost (page, pieces);
    }
}

/* A quarter of a megabyte of the worst kinds ends; were a line read again for each of its characters, it would not. */
static void
test_large (void)
{
  g_autoptr (GString) page = g_string_new (NULL);
  g_autoptr (GPtrArray) pieces = NULL;
  g_autoptr (GPtrArray) one = NULL;

  while (page->len < 1 << 18)
    g_string_append (page, "“• 1. word\n");
  pieces = ear_paste_split (page->str, EAR_PASTE_LINES);
  g_assert_cmpuint (pieces->len, ==, page->len / strlen ("“• 1. word\n"));
  g_strdelimit (page->str, "\n", ' ');
  one = ear_paste_split (page->str, EAR_PASTE_PARAGRAPHS);
  g_assert_cmpuint (one->len, ==, 1);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paste/lines", test_lines);
  g_test_add_func ("/paste/quotes", test_quotes);
  g_test_add_func ("/paste/signs", test_signs);
  g_test_add_func ("/paste/paragraphs", test_paragraphs);
  g_test_add_func ("/paste/guess", test_guess);
  g_test_add_func ("/paste/join-and-cut", test_join_and_cut);
  g_test_add_func ("/paste/nothing-lost", test_nothing_lost);
  g_test_add_func ("/paste/large", test_large);
  return g_test_run ();
}
