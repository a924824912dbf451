/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words of a line are looked at for their spelling, and as which language. */
#include "ear-capture-words.h"

/* Words of the original stand in brackets. */
static char *
spell (const char *text, const GArray *words)
{
  GString *found = g_string_new (NULL);

  for (guint i = 0; i < words->len; i++)
    {
      const EarCaptureWord *word = &g_array_index (words, EarCaptureWord, i);

      g_string_append_printf (found, word->original ? "%s[%.*s]" : "%s%.*s", i == 0 ? "" : " ", (int) (word->end - word->start),
                              text + word->start);
    }
  return g_string_free (found, FALSE);
}

static void
assert_words (const char *line, const char *expected, const char *language)
{
  g_autofree char *said = NULL;
  g_autoptr (GArray) words = ear_capture_words (line, &said);
  g_autofree char *found = spell (line, words);

  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpstr (said, ==, language);
}

static void
test_line (void)
{
  assert_words ("", "", NULL);
  assert_words ("@P1 - nobody asks how I am #being-listened-to", "nobody asks how am", NULL);
  assert_words ("@table 3 +- don't wait, “please” // she’s at home", "don't wait please she’s at home", NULL);
  assert_words ("well-being at the GP, NHS 111 and A&E on the 2nd", "well being at the and on the", NULL);
  assert_words ("write to care@example.org or www.example.org, my_file", "write to or", NULL);
  assert_words ("a card\n|bn আমার ভাষায় // ask again", "a card [আমার] [ভাষায়] ask again", "bn");
  assert_words ("|pl nikt nie pyta", "[nikt] [nie] [pyta]", "pl");
  assert_words ("|nikt nie #access pyta", "[nikt] [nie] [pyta]", NULL);
  assert_words ("مرحبا بكم #access", "مرحبا بكم", NULL);
  assert_words ("# alone and \\#taken", "alone and taken", NULL);
}

static void
test_prose (void)
{
  const char *text = "Tell @P1 that #access isn't | a word // here";
  g_autoptr (GArray) words = ear_prose_words (text);
  g_autofree char *found = spell (text, words);

  g_assert_cmpstr (found, ==, "Tell that access isn't a word here");
}

/* Whatever is typed, the words stand in it, in order and whole characters. */
static void
test_random (void)
{
  static const char *const pieces[] = { "@", "#", "|", "bn", " ", "\n", "//", "'", "’", "ab", "é", "e\u0301", "ভা", "ষা", "🚌", "\"", "3", "\u200d", "_" };
  guint32 seed = (guint32) g_test_rand_int ();
  GRand *random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 3000; i++)
    {
      g_autoptr (GString) line = g_string_new (NULL);
      g_autofree char *language = NULL;
      g_autoptr (GArray) words = NULL;
      gsize at = 0;

      for (int n = g_rand_int_range (random, 0, 12); n > 0; n--)
        g_string_append (line, pieces[g_rand_int_range (random, 0, G_N_ELEMENTS (pieces))]);
      words = ear_capture_words (line->str, &language);
      for (guint j = 0; j < words->len; j++)
        {
          const EarCaptureWord *word = &g_array_index (words, EarCaptureWord, j);

          g_assert_cmpuint (word->start, >=, at);
          g_assert_cmpuint (word->end, >, word->start);
          g_assert_cmpuint (word->end, <=, line->len);
          g_assert_true (g_utf8_validate (line->str + word->start, (gssize) (word->end - word->start), NULL));
          at = word->end;
        }
    }
  g_rand_free (random);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/capture-words/line", test_line);
  g_test_add_func ("/capture-words/prose", test_prose);
  g_test_add_func ("/capture-words/random", test_random);
  return g_test_run ();
}
